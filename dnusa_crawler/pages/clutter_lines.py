"""Say of a single line of text, without looking at the page, whether it can only be clutter.

Every rule here names a *form* (a label and a colon, a whole line of service names, an unexpanded shortcode), with the
words of the larger languages where a form needs words. A sentence of a story that begins with the same words, quotes
them or is about them does not have the form.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from . import clutter_words as words

#: No rule of this module takes a line longer than this many characters.
MAX_LINE_CHARS: Final = 420

_QUOTED: Final = re.compile(r"^[\"“”„«»‘'‚「『(]*[“\"„«「『]")
_LEAD: Final = re.compile(r"^[\s*#<>«‹←»›→▶►•·|\-–—_~=+✓✔☞👉📢🔔📲📌➡️▪■□●:.]+")
_TAIL: Final = re.compile(r"[\s*#>»›→▶►•·|\-–—_~=<«‹←👇:.!…]+$")

_SHORTCODE: Final = re.compile(
    # Each of these can be matched in one way only: a line may begin like one and go on for long.
    r"(?:\[/?[a-z][\w-]*(?::[^\[\]]{0,60}|\s[^\[\]=\"'/]*+[=\"'/][^\[\]]*+)?\s*/?\]\s*)+|\[[\w-](?=[\w-]*[_-][\w-])[\w-]++[^\[\]]{0,80}\]|(?:\{\{[^{}]{0,120}\}\}\s*)+|(?:\{%[^{}]{0,120}%\}\s*)+|%%?[\w-]{3,40}%%?|\$\{[^{}]{1,60}\}|<\?(?:php|=).*",
)
_SETTING: Final = re.compile(
    r"\b(?:api|app|access|site|secret|client|consumer|license|licence|token|account|kunci|widget|plugin|plug-?in|shortcode|extension|module|modul|script|embed|player|form|formulir|feed|slider|gallery)\b.{0,60}"
    r"\b(?:not (?:been )?(?:set|found|configured|valid|available|loaded|activated|installed|supported|published)|is (?:missing|invalid|required|not \w+)|missing|invalid|expired|kedaluwarsa|required|undefined|belum (?:di\w+|diatur)|tidak (?:ditemukan|valid|tersedia|sah|dikenali)|gagal|failed|could not|cannot|can.?t)\b",
)
_SETTING_ADVICE: Final = re.compile(
    r"\b(?:please (?:check|configure|enter|set|add|update|activate|install|enable|contact the (?:site )?admin\w*)|silakan (?:periksa|cek|atur|isi|aktifkan)|(?:check|periksa|cek)(?: (?:the|your|kembali))? (?:settings?|configuration|pengaturan|konfigurasi)|(?:plugin|theme|tema|widget) (?:settings?|pengaturan|options))\b",
)
_MACHINE: Final = re.compile(
    r"(?:(?:fatal|parse|php|wordpress|database|db|internal|json|http|api|rss|widget|plugin)? ?(?:error|warning|notice|deprecated|exception|galat|kesalahan)\b ?(?:\d{3}|code)?\s*[:!(].{0,200})"
    r"|(?:undefined (?:index|variable|offset|array key)\b.{0,120})"
    r"|(?:(?:please )?(?:enable|turn on|activate|aktifkan) (?:java ?script|cookies?)\b.{0,120})|(?:java ?script|cookies?) (?:is|are|must be|harus|tidak|need).{0,120}"
    r"|(?:(?:sorry|maaf)[,.]? )?(?:your|this|the) (?:web ?browser|browser|device|player) (?:does(?: not|n.t)|is not|isn.t|can(?:not|.t)).{0,120}|(?:browser|peramban|perangkat) (?:anda|kamu|ini) (?:tidak|belum) .{0,120}"
    r"|(?:this page is best viewed|sorry, (?:the|this) (?:video|content|page)|(?:the|this) (?:video|media|content|image|embed|map|player) (?:could not|cannot|can.t|is (?:un|not )).{0,40}|(?:video|konten|gambar|media|peta|audio) (?:ini )?(?:tidak (?:dapat|bisa|tersedia)|gagal) (?:di\w+|tampil|tersedia)).{0,140}"
    r"|(?:(?:sedang )?(?:memuat|loading|please wait|mohon tunggu|tunggu sebentar|buffering|lädt|chargement|cargando|carregando|загрузка)\b[^.!?]{0,40}[.…!]{0,3})"
    r"|(?:failed to (?:load|fetch|connect|retrieve)|unable to (?:load|connect|fetch|display)|could not (?:load|connect|retrieve)|gagal (?:memuat|mengambil|terhubung)|no (?:feed )?items (?:found|match).{0,40}|tidak ada (?:data|posting|berita|artikel|feed) (?:yang|untuk|di).{0,30}(?:tampil|ditemukan|tersedia).{0,20}).{0,120}"
    r"|(?:lorem ipsum\b.{0,300})",
)
#: The same where it may begin with anything: dear, and so tried only on a line with one of these words.
_MACHINE_INSIDE: Final = re.compile(
    r".{0,140}\bon line \d+\.?"
    r"|.{0,90}(?:java ?script|cookies?) (?:to be |must be |harus )?(?:enabled|activated|turned on|aktif|diaktifkan)\b.{0,80}"
    r"|.{0,60}\b(?:api|plug-?in|widget|sdk|oauth|shortcode|iframe|embed|feed|curl|http|ajax|json|php|sql)\b.{0,24}\b(?:error|exception|failed|failure|warning|gagal|galat)\b.{0,120}",
)
_MACHINE_WORDS: Final = re.compile(r"on line |script|cookie|error|exception|fail|warning|ga(?:gal|lat)")
_AD_SCROLL: Final = re.compile(
    r"(?:(?:scroll|gulir|geser|swipe)(?: (?:down|ke bawah|ke atas|up))? (?:to|untuk|for|until) (?:continue|resume|read|melanjutkan|lanjut|membaca|baca|keep|see|more)\b.{0,60}"
    r"|(?:article|story|post|content|artikel|berita|konten|cerita) (?:continues?|resumes?|berlanjut|dilanjutkan|lanjut) (?:below|after|di bawah|setelah)\b.{0,60}"
    r"|(?:lanjutkan (?:membaca|baca|dengan konten)|continue reading|continue with content|skip advertisement|lewati iklan|tutup iklan|close ad)\b.{0,50}"
    r"|(?:this|der|dieser|cet) (?:article|post|page|artikel|beitrag|text) (?:may )?(?:contains?|enthält|includes?|contient).{0,40}(?:affiliate|sponsor).{0,200}|(?:when you|if you) (?:purchase|buy|click).{0,80}(?:links?|commission).{0,160}|.{0,40}we may (?:earn|receive|get).{0,60}commission.{0,120})",
)
_COUNTER: Final = re.compile(
    r"(?:(?:post|page|total|article|jumlah)? ?(?:views?|hits|reads?|shares?|likes?|comments?|komentar|pembaca|tayangan|pengunjung|suka|visits?|visitors?|klik|dibaca|dilihat|viewed|diakses|dikunjungi|ditonton|votes?|ratings?|rating|disukai|dibagikan)\s*[:：=(|]?\s*\(?[\d.,]+\s*[kKmMjJrR]?(?:\s?(?:rb|jt|ribu|juta))?\)?(?: ?(?:kali|x|times|views?|orang|pembaca|people|lagi))?"
    r"|(?:telah |sudah |sedang )?(?:dibaca|dilihat|diakses|dikunjungi|ditonton|dibagikan|disukai|read|viewed|shared|seen)\s*[:：]?\s*(?:oleh |sebanyak |by )?[\d.,]+\s*(?:rb|jt|ribu|juta|k|m)?\s*(?:kali|x|times|orang|pembaca|pengunjung|people|readers|others)?(?: (?:hari ini|jam ini|today|this (?:hour|week)|now|saat ini))?"
    r"|[\d.,]+\s*[km]?(?:\s?(?:rb|jt|ribu|juta))?\+?\s*(?:(?:total|post|page|unique) )?(?:views?|hits|reads?|shares?|likes?|comments?|komentar|pembaca|tayangan|pengunjung|suka|kali (?:dibaca|dilihat|dibagikan|ditonton)|x (?:dibaca|dilihat)|orang (?:menyukai|membaca).{0,20}|votes?|reactions?|kommentare?|commentaires?|comentarios?|просмотр\w*)"
    r"|(?:waktu|estimasi|lama|durasi)(?: waktu)? (?:baca|membaca)\s*[:：]?\s*(?:±|kurang lebih|sekitar)?\s*[<\d]+.{0,20}|(?:reading time|read time|estimated reading time|lesezeit|temps de lecture|tiempo de lectura)\b.{0,30}|(?:kurang dari |less than |~|±)?[\d½]+\s*(?:-\s*\d+\s*)?(?:min(?:ute|utes|s|uten|utos|uti)?|menit)\.? (?:read(?:ing time)?|(?:waktu )?(?:baca|membaca)|lesezeit|de lecture|de lectura|lettura)\b.{0,10}"
    r"|[\d.,]+\s*(?:rb|ribu|jt|juta|k|m)?\+?\s*(?:kali |x )?di(?:bagikan|baca|lihat|sukai|tonton|komentari|putar|unduh|simpan|akses|kunjungi|klik|pin)"
    r"|waktu (?:server|sekarang)\b.{0,30}|(?:be the first to|jadilah (?:yang|orang) pertama).{0,60}|(?:rating|rate|nilai)\s*[:：]?\s*[\d.,]+\s*(?:/|dari|of|out of)\s*\d+.{0,30})",
)
_NO_COMMENTS: Final = re.compile(
    r"(?:no|belum ada|tidak ada|0|leave a|post a|add a|write a|tulis|tinggalkan|kirim|beri|tambah(?:kan)?|lihat(?: semua)?|view(?: all)?|show|load more|muat|keine|schreib\w*|\d+) (?:comments?|komentar|replies|reply|balasan|tanggapan|response|kommentare?|commentaires?|comentarios?)\b.{0,40}"
    r"|(?:comments?|komentar|replies|balasan)(?: (?:are|is|off|closed|ditutup|dinonaktifkan|pembaca|terbaru|anda)\b.{0,60})?(?: \(\d+\))?"
    r"|(?:your e-?mail address will not be|alamat (?:e-?mail|surel) anda tidak akan|required fields? (?:are|is) marked|ruas yang wajib|kolom yang wajib|bidang yang wajib|save my name, e-?mail|simpan nama(?: saya)?,|notify me (?:of|when|via)|beri ?tahu saya|you must be logged in|anda harus (?:masuk|login|log in)|(?:silakan|please) (?:log ?in|login|masuk|sign in|daftar|register) (?:untuk|to|terlebih|atau|or)|logged in as|this site uses akismet|situs ini menggunakan akismet|learn how your comment|pelajari bagaimana|isi komentar (?:sepenuhnya )?(?:adalah )?tanggung jawab|deine e-mail-adresse wird|votre adresse (?:e-mail|de messagerie) ne sera|tu dirección de correo).{0,260}",
)
_LEGAL: Final = re.compile(
    r"(?:©|\(c\)|copyright|hak ?cipta|all rights? reserved|alle rechte|tous droits|todos los derechos|todos os direitos|tutti i diritti|все права).{0,200}"
    r"|(?:dilarang(?: keras)?|tidak (?:diperkenankan|diperbolehkan)|it is (?:strictly )?(?:forbidden|prohibited)|no part of this|(?:reproduction|republication|redistribution|unauthori[sz]ed)\b.{0,60})\s*(?:\w+ ){0,3}(?:me(?:ng|n|m)?\w+|crawling|to \w+|may be \w+|.{0,40}(?:prohibited|forbidden|permission)).{0,40}\b(?:konten|isi (?:konten|artikel|berita|situs|website|web|media|portal)|artikel|berita|tulisan|materi|situs|website|crawling|pengindeksan|publication|content|material|article|permission|izin (?:tertulis|redaksi)|seizin|tanpa menyebut(?:kan)? sumber).{0,240}"
    r"|(?:this (?:material|content|article|story) may not be).{0,200}|(?:konten|isi|artikel|materi|tulisan|berita) (?:ini )?(?:dilindungi|tidak boleh).{0,40}(?:hak cipta|undang|izin|disalin|dikutip|diperbanyak).{0,200}",
)
#: Words that claim rights, wherever they stand in a line.
_RIGHTS: Final = (
    "©",
    "all rights reserved",
    "hak cipta dilindungi",
    "alle rechte vorbehalten",
    "tous droits réservés",
    "todos los derechos reservados",
    "todos os direitos reservados",
    "creative commons",
)
_ORIGIN: Final = re.compile(
    r"(?:this (?:article|story|report|post|content) (?:was )?(?:originally |first )?(?:appeared|published|posted|written).{0,200}|(?:originally|first) (?:published|appeared|posted) (?:in|on|at|by)\b.{0,140}|this report by\b.{0,140}"
    r"|(?:artikel|berita|tulisan|konten|naskah) ini (?:telah|sudah|pernah|pertama kali|juga|merupakan|disadur|dikutip|diolah|dibuat|ditulis|diterjemahkan|dipublikasikan|diproduksi|bersumber|hasil)\b.{0,280}|(?:telah |sudah )?(?:tayang|terbit|dipublikasikan) (?:di|pada) .{3,60} dengan judul.{0,200}|isi artikel (?:ini )?(?:di luar|menjadi|sepenuhnya|bukan).{0,160}|(?:konten|artikel|tulisan) (?:di(?:buat|tulis)|hasil|kiriman) (?:oleh|dari) (?:pengguna|pembaca|warga|komunitas).{0,160})",
)
_PAGES: Final = re.compile(
    r"(?:(?:halaman|hal|laman|page|pages|seite|página|pagina|страница|trang|หน้า)\s*[:：]?\s*\d{1,4}(?:(?:\s*[|/,.·-]\s*|\s+)\d{1,4}){0,20}\s*(?:(?:dari|of|von|de|/)\s*\d{1,4})?\s*(?:(?:tampilkan|lihat|show|view|baca)\s*(?:semua|all|lengkap)|semua|all|next|selanjutnya|berikutnya|last|»|›|>)*"
    r"|(?:(?:[«‹<←]+\s*)?(?:prev(?:ious)?|sebelum(?:nya)?|back|kembali)\b\s*)?\d{1,3}(?:(?:\s*[|/·…,-]+\s*|\s+)(?:\d{1,3}|…)){1,20}\s*[|/·…,-]?\s*(?:(?:next|selanjutnya|berikutnya|last|terakhir|tampilkan semua|show all|view all|semua)\s*[»›>→]*)?"
    r"|(?:(?:halaman|artikel|berita|laman|post|pos|tulisan|page|article|story)? ?(?:selanjutnya|berikutnya|sebelumnya|next|previous|prev|older|newer)(?: (?:page|post|article|story|posts|halaman|artikel|berita|pos))?)"
    r"|(?:(?:back to|kembali ke|return to) (?:top|atas|home|beranda|halaman (?:utama|awal)|menu|article|list|daftar)|ke atas|scroll to top|lompat ke (?:isi|konten)|skip to (?:main )?content|langsung ke konten|(?:tampilkan|lihat|show|view|see|load|muat) (?:semua|all|more|lebih banyak|lainnya|lagi|less)|baca (?:lengkap|semua)|nächste seite|vorherige seite|page suivante|página siguiente|próxima página|next slide|slide \d+ (?:of|dari) \d+|\d+ (?:of|dari|/) \d+(?: (?:photos?|foto|images?|gambar|slides?))?))",
)
_NEW_WINDOW: Final = re.compile(
    r"\((?:membuka di jendela (?:yang )?baru|opens in (?:a )?new (?:window|tab)|öffnet in|s.ouvre dans|se abre en|abre em)[^)]*\)|\bopens (?:in a )?new tab\b",
)
_SHARE: Final = re.compile(
    r"(?:(?:klik|click|clique|haga? clic|klicken|cliquez)\b.{0,20}\b(?:berbagi|share|membagikan|mencetak|print|e-?mail|mengirim|teilen|partager|compartir|compartilhar)\b.{0,120}"
    r"|(?:bagikan|sebarkan|share|berbagi|teilen|partager|compartir|compartilhar|condividi|deel|dela|del|udostępnij|paylaş|поделиться|поделитесь|chia sẻ|分享|シェア|공유)(?: (?:this|ini|berita|artikel|tulisan|ke|di|on|via|to|dengan|sekarang|now|link|tautan|kabar|info|article|story|post|page|cerita|halaman|it|with|your|friends|teman|twitter|facebook|whatsapp|telegram|on\w*|artikel|auf|sur|en|no|na|en|et|op)){0,6}"
    r"|(?:tautan|link|url|teks|alamat) (?:(?:berhasil|telah|sudah|was|has been) )?(?:di)?(?:salin|copied)(?: to clipboard| ke papan klip)?"
    r"|(?:e-?mail|print|cetak|salin|copy|copied|tersalin|simpan|save|bookmark|gift|forward) ?(?:this|ini|artikel|article|story|link|tautan|url|berita|page|halaman|to clipboard|ke papan klip|disalin|copied|berhasil disalin|for later|untuk nanti){0,4})",
)
_TOPICS: Final = re.compile(
    r"(?:tags?|tagar|topik|topics?|label|labels|kata kunci|keywords?|kategori|categor(?:y|ies)|filed under|posted in|tagged(?: with)?|in|rubrik|themen|schlagwörter|mots[- ]clés|etiquetas|temas)(?: (?:terkait|berita|populer|artikel|terpopuler|related))?\s*[:：#].{0,240}|(?:#[\w-]{2,40}[\s,]*){2,20}",
)
_BREADCRUMB: Final = re.compile(
    r"(?:home|beranda|depan|startseite|accueil|inicio)(?:\s*(?:[>»›/|•→-])\s*[\w &.,()'’-]{2,60}){1,6}(?:\s*[>»›/|])?",
)
_FONT: Final = re.compile(
    r"(?:ukuran (?:huruf|font|teks)|text size|font size|font|huruf)?\s*[:：]?\s*(?:(?:a\s*[+-]?|aa|normal|besar|kecil|sedang|small|medium|large|default|reset)\s*[|/,]?\s*){2,6}"
)
#: What players, clocks and rows of faces show, whatever they are about.
_UNIT: Final = r"(?:detik|menit|jam|hari|minggu|pekan|bulan|tahun|sec(?:ond)?s?|min(?:ute)?s?|h(?:ou)?rs?|days?|weeks?|months?|years?|sekunden?|minuten?|stunden?|tagen?)"
_WIDGET: Final = re.compile(
    r"(?:[^\d.!?]{0,40}\d{1,2}:\d\d(?::\d\d)?\s*/\s*\d{1,2}:\d\d(?::\d\d)?[^.!?]{0,30})"
    rf"|(?:[a-z ,:]{{0,30}}\b)?\d+ {_UNIT} (?:yang lalu|lalu|ago)|(?:vor|il y a|hace|há) \d+ {_UNIT}"
    rf"|[^\d.!?]{{0,40}}(?:\d+\s*{_UNIT}[\s,:]*(?:dan |and )?){{3,4}}(?:lagi|left|to go)?",
)
_FACES: Final = re.compile(
    "(?:[\U0001f300-\U0001faff\u2600-\u27bf]\ufe0f?\\s*(?:[^\\W\\d_]{2,14}|\\d{1,5})?\\s*){3,12}"
)
#: Cheap questions first.
_DIGIT: Final = re.compile(r"\d")
_PAID_HINT: Final = re.compile(r" (?:by|oleh|with|dengan|von|par|por) ")
#: Who pays: a label and a name, and no more.
_PAID_BY: Final = re.compile(
    r"(?i:(?:dipersembahkan|disponsori|didukung|diselenggarakan) oleh|(?:presented|sponsored|hosted|powered|supported) by|brought to you by|in partnership with|bekerja ?sama dengan|präsentiert von|présenté par|presentado por)\s+"
    r"(?:(?:[A-ZÀ-Þ0-9][\w&.'’-]*|dan|and|und|et|y|e|&|the|de|of)\s*,?\s*){1,8}\.?"
)
_SENTENCE_END: Final = re.compile(r"[.!?。！？][\"”’»)]*\s*$")


@functools.cache
def _related() -> re.Pattern[str]:
    return words.pattern(
        *words.MORE_LABELS,
        template=r"(?P<label>{}(?!\w)(?: (?:di sini|berita|artikel|ini|video|foto|here|dazu|sur \w+))?)\s*(?P<mark>[:：|>»→–—-]|\.{2,3}|…|$)?\s*",
    )


@functools.cache
def _ad_label() -> re.Pattern[str]:
    return words.pattern(*words.AD_LABELS, template=rf"(?:{{}}[\s/|:,.·–—-]*)+(?:{words.AD_TAIL}.{{0,60}})?")


@functools.cache
def _platform() -> re.Pattern[str]:
    return words.pattern(words.PLATFORMS, template=r"\b{}\b")


def bare(text: str) -> str:
    """Return *text* without the ornaments around it."""
    return _TAIL.sub("", _LEAD.sub("", text))


def is_quoted(text: str) -> bool:
    """Say whether the line opens with a quotation mark: somebody speaks."""
    match = _QUOTED.match(text)
    # A guillemet that is never closed is an arrow.
    return match is not None and (not match.group(0).endswith("«") or "»" in text)


def _error(line: str) -> bool:
    """Say whether a machine complains to the site's owner or to the browser."""
    if len(line) > 260:
        return False
    if _SETTING_ADVICE.search(line) is not None:
        is_about_settings = len(line) < 90 or _SETTING.search(line) is not None
    else:
        is_about_settings = line.count(" ") <= 8 and len(line.split()) <= 9 and _SETTING.search(line) is not None
    if is_about_settings or _MACHINE.fullmatch(line) is not None:
        return True
    return _MACHINE_WORDS.search(line) is not None and _MACHINE_INSIDE.fullmatch(line) is not None


def _pointer(line: str, link_share: float) -> bool:
    """Say whether a line is a label that points at another article: alone, with a colon, or mostly link."""
    if len(line) > 320:
        return False
    match = _related().match(line.lower())
    if match is None:
        return False
    rest = line[match.end() :]
    mark = match.group("mark")
    if not rest.strip(" .…:"):
        return True
    if mark and mark in ":：|>»→":
        return True
    if mark and mark in "–—-" and rest[:1].isupper():
        return link_share > 0.3 or not _SENTENCE_END.search(rest)
    return link_share >= 0.45 and len(rest) < 260


def _row_of_services(line: str) -> bool:
    """Say whether a line is little more than names of services: ``Facebook Twitter WhatsApp``."""
    found = _platform().findall(line)
    if not found:
        return False
    rest = re.sub(
        r"[^\w]+|\b(?:share|bagikan|dan|and|on|di|to|ke|via|ikuti|kami|follow|us|tweet|pin it|kirim|send|print|cetak|more|lainnya|x|tautan|link|channel|tv)\b|\d+",
        "",
        _platform().sub("", line.casefold()),
    )
    return (len(found) >= 2 and len(rest) <= 3) or (len(line) <= 14 and not rest)


@functools.lru_cache(maxsize=8192)
def line_reason(text: str, *, link_share: float = 0.0) -> str | None:
    """Return which kind of clutter a line is by its form alone, or None.

    Args:
        text: One block of text.
        link_share: Share of its characters that stand in links, 0 to 1.

    >>> line_reason("GIPHY App Key not set. Please check settings")
    'widget error'
    >>> line_reason("Baca puisi menjadi acara pembuka festival itu.") is None
    True
    """
    if not text or len(text) > MAX_LINE_CHARS:
        return None
    if is_quoted(text):
        return None
    line = bare(text)
    if not line:
        return "ornament"
    if _pointer(line, link_share):
        return "pointer to another article"
    if len(line) < 100 and _PAID_HINT.search(line) and _PAID_BY.fullmatch(line):
        return "advertisement"
    # Forms are written in lower case: matching without regard to case costs twice the time.
    return _form(line.lower(), text.strip().lower(), link_share)


def _form(line: str, whole: str, link_share: float) -> str | None:
    """Return the kind of a line by its form; *whole* has its ornaments still."""
    if link_share < 0.3 and whole[0] in "[{%$<" and _SHORTCODE.fullmatch(whole):
        return "unexpanded shortcode"
    if _error(line):
        return "widget error"
    if _AD_SCROLL.fullmatch(line) or (len(line) < 120 and _ad_label().fullmatch(line.strip("=[]()<> "))):
        return "advertisement"
    if _COUNTER.fullmatch(line) or (("★★" in line or "☆☆" in line or "⭐⭐" in line) and len(line) < 100):
        return "counter"
    if len(line) < 90 and ((_DIGIT.search(line) and _WIDGET.fullmatch(line)) or _FACES.fullmatch(whole)):
        return "widget"
    if _NO_COMMENTS.fullmatch(line):
        return "comment form"
    if _LEGAL.fullmatch(line) or (len(line) < 220 and any(sign in line for sign in _RIGHTS)):
        return "legal line"
    if len(line) < 100 and _PAGES.fullmatch(line):
        return "page navigation"
    if len(line) < 160 and ("(" in line or "opens" in line) and _NEW_WINDOW.search(line):
        return "share row"
    if len(line) < 120 and (_SHARE.fullmatch(line) or _row_of_services(line)):
        return "share row"
    if _ORIGIN.fullmatch(line):
        return "note on the article's origin"
    if _TOPICS.fullmatch(line) and (
        link_share > 0.3 or line[0] == "#" or (len(line) < 120 and not _SENTENCE_END.search(line))
    ):
        return "topics"
    if link_share > 0.2 and _BREADCRUMB.fullmatch(line):
        return "breadcrumb"
    return "text size" if len(line) < 60 and _FONT.fullmatch(line) else None
