"""Small templates for the corners of Jinja that chat templates use, rendered by transformers."""

from jinja2 import TemplateError
from transformers.utils.chat_template_utils import render_jinja_template

MESSAGES = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "content": "  Grüße \u4f60\u597d \"x\" <b> & 'y' \n"},
    {"role": "assistant", "content": "\ufeff\n  indented\n\x1c"},
]

SNIPPETS = (
    # Blocks: the first newline after a tag goes, and so does what stands before it on its line.
    "a\n{% if true %}\n  b\n{% endif %}\nc\n",
    "a\n    {% if true %}    b{% endif %}\n\n\nc",
    "  {{ 'kept' }}  \n  {# gone #}\n  x\n\n",
    "{%- for m in messages -%}\n  {{ m.role }}\n{%- endfor -%}\n  end\n",
    "{% for m in messages %}\n{{ loop.index }}{{ loop.index0 }}{{ 'f' if loop.first }}"
    "{{ 'l' if loop.last }}\n{% endfor %}",
    # Generation tags mark what an assistant says, and write nothing.
    "{% for m in messages %}{% if m.role == 'assistant' %}{% generation %}{{ m.content }}{% endgeneration %}"
    "{% else %}{{ m.content }}{% endif %}{% endfor %}",
    "a\n{%- generation %}\nb\n{%- endgeneration %}\nc",
    # Values as JSON.
    "{{ messages | tojson }}",
    "{{ messages | tojson(indent=2) }}",
    "{{ {'b': 1, 'a': [1.5, none, true], 'u': 'é\\u2028'} | tojson }}",
    # Stripping, with and without characters.
    "{% for m in messages %}[{{ m.content | trim }}][{{ m.content.strip() }}][{{ m.content.lstrip('\\n') }}]"
    "{% endfor %}",
    "{% for m in messages %}[{{ m.content.rstrip() }}][{{ m.content.strip(' \\n') }}]["
    "{{ m.content.lstrip() }}]{% endfor %}",
    "{{ 'xxaxbxx'.strip('x') }} {{ 'abcba'.lstrip('ab') }} {{ 'abcba'.rstrip('ba') }} "
    "{{ '\U0001f600a\U0001f600'.strip('\U0001f600') }}",
    "{{ ('  a ' + ' b ') | trim }}|{{ '--a--' | trim('-') }}|{{ ('  a ' | trim).strip('a') }}|",
    "{% set t = messages[1].content.strip().split(' ') %}{{ t[0] }}{{ t[-1] }}{{ t | length }}",
    # What is there and what is not.
    "{{ 1 if tools is none }}{{ 2 if tools is defined }}{{ 3 if documents is none }}"
    "{{ 4 if nothing is defined }}[{{ nothing }}]",
    "{{ 'g' if add_generation_prompt else 'n' }}{{ 'x' if tools else 'y' }}{{ nothing | default('d') }}"
    "{{ tools or 'none' }}",
    "{{ 1 if strftime_now is defined }} {{ strftime_now('%d %b %Y') }} "
    "{{ strftime_now('%Y-%m-%d %H:%M:%S %A %B %j %p %-d') }}",
    # Loops, scopes, macros, slices.
    "{% set ns = namespace(n=0, last='') %}{% for m in messages %}{% set ns.n = ns.n + m.content | length %}"
    "{% set ns.last = m.role %}"
    "{% endfor %}{{ ns.n }}{{ ns.last }}",
    "{% for m in messages[1:] %}{{ m['role'] }},{% endfor %}{% for m in messages[::-1] %}{{ m['role'] }};{% endfor %}",
    "{% for m in messages if m.role != 'system' %}{{ loop.index }}{{ m.role }}{% else %}none{% endfor %}",
    "{% for m in messages %}{% if m.role == 'user' %}{% continue %}{% endif %}{{ m.role }}{% endfor %}",
    "{% for m in messages %}{% if loop.index == 3 %}{% break %}{% endif %}{{ m.role }}{% endfor %}",
    "{% macro say(m, end='.') %}{{ m.role | upper }}{{ end }}{% endmacro %}{{ say(messages[0]) }}"
    "{{ say(messages[1], end='!') }}",
    "{{ messages | selectattr('role', 'equalto', 'user') | list | length }}"
    "{{ messages | map(attribute='role') | join('+') }}",
    "{{ 7 // 2 }} {{ 7 % 2 }} {{ 7 / 2 }} {{ 2 ** 3 }} {{ '%s' }} {{ 'a' ~ 1 ~ 'b' }}",
    "{{ 1 if 'ab' in 'cabd' }} {{ 2 if 'user' in messages[1].values() }} {{ messages[0].get('x', 'no') }} "
    "{{ 3 if 'content' in messages[0] }}",
    "{{ messages[0].role.capitalize() }} {{ messages[0].role.title() }} {{ 'a-b' | replace('-', '+') }} "
    "{{ 'aXb'.replace('X', '') }}",
    "{{ raise_exception('not this one') }}",
    "{% if messages[0].role == 'system' %}{{ raise_exception('no system, ' + messages[0].content) }}{% endif %}",
)


def snippet_row(template: str) -> dict:
    """A template and what transformers makes of it, on the frozen date."""
    try:
        rendered, _ = render_jinja_template(conversations=[MESSAGES], chat_template=template)
    except TemplateError:
        return {"template": template, "refused": True}
    return {"template": template, "text": rendered[0]}
