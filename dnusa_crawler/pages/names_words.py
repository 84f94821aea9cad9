"""Word lists that tell names of people from desks, titles, firms and labels of a page; lower case."""

from __future__ import annotations

from typing import Final


def words(text: str) -> frozenset[str]:
    """Return the words of a list written as one string."""
    return frozenset(text.split())


#: Desks and accounts: a name made of nothing else (beside the paper's own name) is nobody's.
DESK_WORDS: Final = words(
    """
    nachrichtenagentur agence agencia agenzia admin administrator adminweb redaksi redaktur redaktion redaktionen redactie redacción redaccion redazione
    redakcja redação redacao rédaction redaction редакция редакції editor editors editora editorial staff newsroom
    webmaster anonymous anonym anonymus anónimo guest user author authors unknown null none undefined nan tim team
    desk news berita humas publisher wordpress root contributor contributors contributing kontributor reporter
    reporters reporting penulis wartawan writer writers pewarta jurnalis liputan online web digital media press
    agencies agency agencias agenturen agences board service services correspondent correspondents the la le el
    die der das de del da do dos di della of and dan und et y with from our all n/a na test rilis release pers content creator
    default website site blog magazine company official moderator superadmin developer support marketing
    kontributør toimitus redaksjonen redaktionell super operator post editorial-team autor autore auteur system
    sumber source reports report op-ed opinion letters letter sponsored advertorial partner
    """
)

#: Degrees and suffixes behind names.
CREDENTIALS: Final = words(
    """
    jr sr md phd ph.d mph rn mba dds dvm esq cfp cpa rd rdn msc ba ma bsc llm llb cfa dphil mp mbe obe cbe edd
    psyd lcsw np pa-c pharmd ii iii iv facp faap ldn cpt rnd cdn ms cissp pe aia pt dpt dacvb lvt facs mbbs frcp
    """
)

#: Small words inside names.
PARTICLES: Final = words(
    """
    de da do dos das di del della van von der den ter ten vom zu la le bin binti ibn al el as abu e y bt af av du
    des d' san st. dan dalla degli lo zum zur
    """
)

#: Occupations and words of sentences: a part with one of them is a title, not a name.
TITLE_WORDS: Final = words(
    """
    coordinator reporter editor writer correspondent journalist columnist staff contributor contributing photographer producer
    director senior chief executive managing associate assistant head manager founder ceo cto coo cofounder
    co-founder president professor lecturer analyst researcher specialist expert freelance author reviewer critic
    blogger anchor host bureau desk newsroom for at in special wartawan jurnalis penulis redaktur kontributor
    pewarta liputan korrespondent redakteur redakteurin autorin journaliste reporterin volontär volontärin
    redactrice redacteur redactor redactora periodista jornalista giornalista corrispondente dietitian
    nutritionist consultant engineer strategist attorney lawyer physician officer partner lead vp presenter
    политический обозреватель корреспондент muhabiri 기자 記者 记者 fotograf cinematographer curator commissioning
    deputy hometown nutrition certified registered
    envoyé envoyée spécial spéciale correspondant correspondante grand reporter rédacteur rédactrice chroniqueur chroniqueuse
    corresponsal enviado enviada columnista colaborador colaboradora repórter correspondente enviado colunista
    inviato inviata corrispondente redattore redattrice verslaggever correspondente redakteurin korrespondentin reporterin
    """
)

#: Occupations that follow a name ("Sari Dewi, Guru SMPN 1 Blitar") and may be names themselves elsewhere.
OCCUPATIONS: Final = words(
    """
    guru dosen mahasiswa mahasiswi ketua anggota kepala direktur peneliti pengamat pemerhati aktivis alumni alumnus pengurus
    sekretaris bendahara pegiat praktisi staf pengajar santri siswa siswi pelajar warga dokter advokat pengacara kolumnis
    sastrawan budayawan penyair akademisi rektor dekan wakil mantan pensiunan kader pendiri pengasuh redaktur
    """
)

#: Organisations: beside a person they name the employer, at the beginning of a string they forbid splitting it.
FIRM_WORDS: Final = words(
    """
    media news press times post journal gazette group agency magazine network institute university center centre
    department association ministry foundation society college school hospital company inc llc ltd gmbh corp
    corporation bureau tribune herald chronicle daily weekly wire service services administration council
    committee organization organisation union studio studios universitas kementerian dinas pemkab pemkot polres
    polda kodim television tv radio advertising marketing partners
    """
)

#: What pages label their own furniture with; no name has these words.
UI_WORDS: Final = words(
    """
    bio comments comment contact us your start here guidelines policy privacy terms cookies login register subscribe newsletter
    checklist guide tips menu search tools insights advertise download business design software solutions products shop store
    customer care finder calculator no more read all latest popular trending related former formerly click watch video podcast
    hubungi kami beranda berita terkait lainnya selengkapnya cari masuk daftar indeks terpopuler terbaru kontak pedoman
    """
)

#: News agencies: beside a person they say for whom.
AGENCIES: Final = words("reuters afp ap dpa antara ansa efe apa sid kna epd bloomberg xinhua bernama tass pti ani upi")
