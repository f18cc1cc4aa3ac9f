/** The format in which one family of models writes a conversation. */
export interface ChatTemplateFamily {
  name: 'qwen3' | 'chatml' | 'llama3' | 'mistral';
  title: string;
  /** A Jinja template: stands in for a checkpoint's own where it has none. */
  template: string;
}

/**
 * Templates to choose from for a checkpoint that brings none, written for this project in the families' formats. None
 * adds a system message; Llama 3's system header with its dates is part of the format. The same texts stand in
 * `trainer/tokenizers/templates`, where the Python side takes them from; a test compares.
 */
export const chatTemplateFamilies: readonly ChatTemplateFamily[] = [
  { name: 'qwen3', title: 'Qwen3', template: qwen3() },
  { name: 'chatml', title: 'ChatML (Qwen2 and others)', template: chatml() },
  { name: 'llama3', title: 'Llama 3', template: llama3() },
  { name: 'mistral', title: 'Mistral', template: mistral() },
];

/** ChatML with Qwen3's thoughts: the last response always has a block of them, an empty one if need be; earlier ones lose it. */
function qwen3(): string {
  return String.raw`{%- set turns = namespace(last_question=messages | length - 1) %}
{%- for message in messages %}
    {%- if message.role == 'user' and not (message.content.startswith('<tool_response>') and message.content.endswith('</tool_response>')) %}
        {%- set turns.last_question = loop.index0 %}
    {%- endif %}
{%- endfor %}
{%- for message in messages %}
    {%- if message.role == 'assistant' %}
        {%- set thought = '' %}
        {%- set said = message.content %}
        {%- if '</think>' in message.content %}
            {%- set thought = message.content.split('</think>')[0].rstrip('\n').split('<think>')[-1].lstrip('\n') %}
            {%- set said = message.content.split('</think>')[-1].lstrip('\n') %}
        {%- endif %}
        {{- '<|im_start|>assistant\n' }}
        {%- if loop.index0 > turns.last_question and (loop.last or thought) %}
            {{- '<think>\n' + thought.strip('\n') + '\n</think>\n\n' + said.lstrip('\n') }}
        {%- else %}
            {{- said }}
        {%- endif %}
        {{- '<|im_end|>\n' }}
    {%- elif message.role == 'tool' %}
        {%- if loop.first or messages[loop.index0 - 1].role != 'tool' %}
            {{- '<|im_start|>user' }}
        {%- endif %}
        {{- '\n<tool_response>\n' + message.content + '\n</tool_response>' }}
        {%- if loop.last or messages[loop.index0 + 1].role != 'tool' %}
            {{- '<|im_end|>\n' }}
        {%- endif %}
    {%- else %}
        {{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>\n' }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\n' }}
{%- endif %}
`;
}

/** Each message between its own two marks. */
function chatml(): string {
  return String.raw`{%- for message in messages %}
    {{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>\n' }}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\n' }}
{%- endif %}
`;
}

/** Headers with roles; the system header tells two dates, the second of them the frozen one. */
function llama3(): string {
  return String.raw`{%- if date_string is not defined %}
    {%- if strftime_now is defined %}
        {%- set date_string = strftime_now('%d %b %Y') %}
    {%- else %}
        {%- set date_string = '26 Jul 2024' %}
    {%- endif %}
{%- endif %}
{%- set has_system = messages and messages[0].role == 'system' %}
{{- bos_token }}
{{- '<|start_header_id|>system<|end_header_id|>\n\n' }}
{{- 'Cutting Knowledge Date: December 2023\nToday Date: ' + date_string + '\n\n' }}
{%- if has_system %}
    {{- messages[0].content | trim }}
{%- endif %}
{{- '<|eot_id|>' }}
{%- for message in messages %}
    {%- if not (loop.first and has_system) %}
        {{- '<|start_header_id|>' + message.role + '<|end_header_id|>\n\n' + message.content | trim + '<|eot_id|>' }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|start_header_id|>assistant<|end_header_id|>\n\n' }}
{%- endif %}
`;
}

/** Instructions in brackets, each response closed by the end token. */
function mistral(): string {
  return String.raw`{%- set has_system = messages and messages[0].role == 'system' %}
{%- set turns = messages[1:] if has_system else messages %}
{%- set end = eos_token if eos_token is defined else '</s>' %}
{{- bos_token }}
{%- for message in turns %}
    {%- if message.role != ('user' if loop.index0 % 2 == 0 else 'assistant') %}
        {{- raise_exception('after an optional system message, user and assistant must take turns') }}
    {%- endif %}
    {%- if message.role == 'user' %}
        {{- '[INST] ' + (messages[0].content + '\n\n' if has_system and loop.first else '') + message.content + ' [/INST]' }}
    {%- else %}
        {{- ' ' + message.content + end }}
    {%- endif %}
{%- endfor %}
`;
}
