"""Any number of invented posts, each with words of its own, the same for the same seed."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone

from dnusa_crawler.demo import Block, Kind, Post

_WIB = timezone(timedelta(hours=7))
_PLACES = ("Tulungagung", "Kediri", "Blitar", "Trenggalek", "Ponorogo", "Nganjuk")
_PEOPLE = ("Suwarno", "Mbak Tatik", "Pak Darmaji", "Kholifah", "Rangga Saputra", "Bu Yatmi", "Hendro", "Nur Laila")
_AUTHORS = ("Rina Maharsi", "Bagas Tirtana", "Sekar Melati", "Galih Wicaksana")
_SECTIONS = ("Peristiwa", "Ekonomi", "Budaya")
_SUBJECTS = (
    *(
        "jembatan bambu",
        "pasar hewan",
        "saluran irigasi",
        "taman bacaan",
        "sentra batik",
        "kolam lele",
        "balai latihan",
    ),
    *("lapangan voli", "pos ronda", "kebun kopi", "sanggar tari", "gudang pupuk", "dermaga kecil", "sumur tua"),
)
_EVENTS = (
    "diperbaiki warga",
    "dibuka kembali",
    "ramai dikunjungi",
    "ditutup sementara",
    "diresmikan",
    "kebanjiran pesanan",
)
_SENTENCES = (
    "{person} mengatakan pekerjaan itu sudah dibicarakan sejak {n} bulan lalu dalam pertemuan warga.",
    "Biayanya sekitar Rp {n} juta dan sebagian besar berasal dari iuran.",
    "“Kami tidak menunggu bantuan, yang penting {subject} bisa dipakai lagi,” kata {person}.",
    "Sebanyak {n} orang datang membawa cangkul, tali, dan bekal makan siang masing-masing.",
    "Menurut {person}, {subject} itu pernah rusak dua kali karena hujan yang tidak kunjung reda.",
    "Petugas kecamatan mencatat ada {n} keluarga yang bergantung pada tempat tersebut setiap hari.",
    "Anak-anak sekolah memakai jalan memutar sejauh {n} ratus meter selama pekerjaan berlangsung.",
    "{person} berharap hasilnya bertahan paling sedikit {n} tahun bila dirawat bersama.",
    "Hujan sempat menghentikan pekerjaan, tetapi {person} tetap tinggal sampai lampu dinyalakan.",
    "Di papan pengumuman tertulis nama {n} penyumbang, termasuk tiga orang yang tidak mau disebut.",
)


def make_posts(count: int, *, seed: int = 1, first_id: int = 2001, newest: datetime | None = None) -> list[Post]:
    """Return *count* posts, newest first, one every seven hours back from *newest*."""
    chance = random.Random(seed)
    last = newest or datetime(2024, 6, 28, 17, 0, tzinfo=_WIB)
    return [
        _post(chance, number=first_id + position, published_at=last - timedelta(hours=7 * (count - 1 - position)))
        for position in reversed(range(count))
    ]


def _post(chance: random.Random, *, number: int, published_at: datetime) -> Post:
    subject, event, place = chance.choice(_SUBJECTS), chance.choice(_EVENTS), chance.choice(_PLACES)
    title = f"{subject.capitalize()} di Dusun {number} {event.capitalize()}"
    lead = f"{place}, (Serat Ngrowo) – {subject.capitalize()} di Dusun {number} {event}, kata {chance.choice(_PEOPLE)}."
    chosen = chance.sample(_SENTENCES, 7)
    filled = [s.format(person=chance.choice(_PEOPLE), n=chance.randint(3, 96), subject=subject) for s in chosen]
    paragraphs = [lead, " ".join(filled[:2]), " ".join(filled[2:4]), " ".join(filled[4:6]), filled[6]]
    return Post(
        id=number,
        slug=f"{subject.replace(' ', '-')}-dusun-{number}",
        title=title,
        author=chance.choice(_AUTHORS),
        section=chance.choice(_SECTIONS),
        place=place,
        published_at=published_at,
        pages=(tuple(Block(kind=Kind.PARAGRAPH, text=text) for text in paragraphs),),
    )
