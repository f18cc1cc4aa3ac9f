"""Texts for the parity fixtures: what a tokenizer meets in the world, and what it should never meet."""

from itertools import islice, product

SCRIPTS = (
    "The quick brown fox jumps over the lazy dog.",
    "Größenwahn, Straße, ÄÖÜ, Fußgängerübergänge",
    "Ça va très bien, l'œuvre naïve coûte 5 €.",
    "El pingüino Wenceslao hizo kilómetros bajo exhaustiva lluvia.",
    "Příliš žluťoučký kůň úpěl ďábelské ódy.",
    "Zażółć gęślą jaźń. Łódź, ŁÓDŹ.",
    "İstanbul'da ışık, IĞDIR, ı i İ I",
    "Ngày mai trời sẽ đẹp hơn, phải không?",
    "Съешь же ещё этих мягких французских булок.",
    "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία. ΣΊΣΥΦΟΣ",
    "אני יכול לאכול זכוכית וזה לא מזיק לי.",
    "أنا قادر على أكل الزجاج و هذا لا يؤلمني.",
    "من می‌توانم بدونِ احساس درد شيشه بخورم.",
    "मैं काँच खा सकता हूँ और मुझे उससे कोई चोट नहीं पहुंचती.",
    "আমি কাঁচ খেতে পারি, তাতে আমার কোনো ক্ষতি হয় না।",
    "நான் கண்ணாடி சாப்பிடுவேன்.",
    "నేను గాజు తినగలను",
    "ฉันกินกระจกได้ แต่มันไม่ทำให้ฉันเจ็บ",
    "ខ្ញុំអាចញុំកញ្ចក់បាន",
    "ကျွန်တော် ကျွန်မ မှန်စားနိုင်တယ်။",
    "მინას ვჭამ და არა მტკივა.",
    "Կրնամ ապակի ուտել և ինծի անհանգիստ չըներ։",
    "እኔ መስታወት መብላት እችላለሁ",
    "我能吞下玻璃而不伤身体。",
    "我能吞下玻璃而不傷身體。Hello混排text。",
    "私はガラスを食べられます。それは私を傷つけません。",
    "ガラスとガラスとか゛",
    "나는 유리를 먹을 수 있어요. 그래도 아프지 않아요",
    "𠀀𠀁𪚥 and 㐀㐁",
    "ᚠᛇᚻ᛫ᛒᛦᚦ 𐎀𐎁 𒀀𒀁",
)

MARKS = (
    "e\u0301 and é, n\u0303 and ñ, A\u030a and Å and \u212b",
    "Z\u0351\u036b\u0343a\u0323l\u0322g\u0335o\u0489",
    "ﬁ ﬂ ﬀ Ⅷ ½ ² ™ ① ㎏ ﷺ",
    "Ｆｕｌｌ　ｗｉｄｔｈ　１２３！",
    "𝓯𝓪𝓷𝓬𝔂 𝔣𝔯𝔞𝔨𝔱𝔲𝔯 𝟙𝟚𝟛",
    "ﺍﻟﺴﻼﻡ",
    "क्ष त्र ज्ञ श्री",
    "\u1100\u1161\u11a8 각",
    "ẞ ß SS ŉ ǰ ΐ ᾳ ﬃ",
    "ΑΣ ΑΣΑ Σ ς σ ὈΔΥΣΣΕΎΣ",
)

EMOJI = (
    "😀",
    "👍🏽👎🏿",
    "👨‍👩‍👧‍👦 family",
    "🏳️‍🌈🏴‍☠️🇩🇪🇯🇵",
    "☺︎ ☺️ ❤️",
    "1️⃣2️⃣#️⃣",
    "good🎉job✨!!!🚀🚀🚀",
    "¯\\_(ツ)_/¯ (╯°□°）╯︵ ┻━┻",
)

SPACES = (
    "",
    " ",
    "   ",
    "\n",
    "\t\t",
    "\r\n\r\n",
    " \u00a0 \u2003 \u3000 ",
    "\u200b",
    "\ufeff",
    "a\u00a0b\u2009c\u202fd\u3000e",
    "line one\nline two\rline three\r\nline four\u2028line five\u2029line six\u0085end",
    "  leading and trailing  ",
    "tab\tseparated\tvalues",
    "zero\u200bwidth\u200cnon\u200djoiner\u2060word",
    "soft\u00adhyphen",
)

CONTROL = (
    "\x00",
    "a\x00b",
    "bell\x07back\x08space",
    "vertical\x0btab form\x0cfeed",
    "\x1b[31mred\x1b[0m",
    "file\x1cgroup\x1drecord\x1eunit\x1f",
    "delete\x7f and \x80\x81\x9f",
    "replacement \ufffd here",
    "\u202eoverride\u202c \u2066isolate\u2069 \u200emark\u200f",
    "private \ue000 use \U000f0000",
    "non-character \ufdd0 \ufffe \uffff \U0010ffff",
    "interlinear \ufff9a\ufffab\ufffb \ufffc",
    "tag \U000e0001\U000e0020",
    "variation \ufe00\ufe0f\U000e0100",
)

CODE = (
    "def f(x: int) -> int:\n    return x ** 2  # square\n",
    "for (let i = 0; i < n; ++i) { a[i] ??= `v${i}`; }",
    "SELECT * FROM t WHERE name LIKE '%o''brien%' -- comment",
    "int main(void) { printf(\"%d\\n\", 1 << 3 | 0x7f); return 0; }",
    "<script>alert('x')</script><img src=x onerror=alert(1)>",
    "<p class=\"a b\">Tom &amp; Jerry &lt;3&nbsp;&#128512;</p>",
    "# Title\n\n- *item*\n- **bold**\n\n```py\nprint(1)\n```\n\n| a | b |\n|---|---|\n",
    "$\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}$",
    "{\"key\": [1, 2.5e-3, null, true], \"nested\": {\"a\\u0000\": \"\\n\"}}",
    "https://example.org/a/b?c=d&e=%20f#g and mail@example.org",
    "C:\\Users\\name\\file.txt ~/dir/.hidden ../up",
    "snake_case camelCase kebab-case SCREAMING_CASE x86_64 utf-8",
    "λx.x ∀x∈ℝ: x²≥0 ∑∏√∞≠≤⊂⇒",
    "3.14159 1,000,000 0b1010 1e10 -273.15°C 50% $9.99 №5",
    "don't can't it's o'clock ‘single’ “double” «guillemets» „low“",
    "wait... what?! -- really – truly — yes…",
    "a/b\\c|d&e^f~g`h@i#j$k%l*m+n=o<p>q[r]s{t}u(v)w",
)

SPECIAL = (
    "[SEP]",
    "[CLS] hello [SEP]",
    "a[SEP]b[PAD]c[UNK]d[MASK]e",
    "[sep] [Cls] [ SEP ] [SEP",
    "[[SEP]] [SEP][SEP]",
    "[unused0] [unused99] ##ing ##s",
    "\\[SEP\\] &#91;SEP&#93;",
    "[CLS]user: hi[SEP]assistant: hello[SEP]",
    " [SEP] \n[MASK] .",
    "[S\u0301EP] [SEP\u0301]",
    "<s></s><|im_end|><|endoftext|><pad>",
)

LONG = (
    "a" * 99,
    "a" * 100,
    "a" * 101,
    "x" * 5000,
    "é" * 100 + " " + "é" * 101,
    "word " * 1100,
    "The same sentence is here again. " * 160,
    "!?" * 700,
    "字" * 1200,
    "supercalifragilisticexpialidocious antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis",
    "1234567890" * 30,
    "\n".join(f"{n}. item number {n}" for n in range(250)),
)

FIXED = (*SCRIPTS, *MARKS, *EMOJI, *SPACES, *CONTROL, *CODE, *SPECIAL, *LONG)
# What joins two fixed texts: each pair below meets at another kind of boundary.
JOINS = ("", " ", "\n\n", "[SEP]", "\u200d", ".")


def texts(count: int) -> list[str]:
    """`count` distinct texts, in a fixed order: the fixed ones, then joins of short ones from different families."""
    short = [text for text in FIXED if 0 < len(text) < 80]
    joined = (
        short[number % len(short)] + join + short[(number * 7 + 3) % len(short)]
        for number, join in product(range(len(short)), JOINS)
    )
    distinct = list(islice(dict.fromkeys((*FIXED, *joined)), count))
    if len(distinct) < count:
        raise ValueError(f"trainer.fixture_texts: {count} distinct texts asked, {len(distinct)} exist; add some")
    return distinct
