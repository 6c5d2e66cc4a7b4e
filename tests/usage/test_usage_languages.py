"""Tables with headings, dates and letters of other languages."""

import pytest
from usagekit import one, report, table_of

from advisor.errors import BadInput
from advisor.files.encodings import other_encoding


def written(path, header, date, encoding="utf-8"):
    rows = [f"{date(n)},gpt-4o,40,60,2,15" for n in range(5, 25)]
    path.write_bytes("\n".join([header, *rows]).encode(encoding))
    return path


JAPAN = "利用日,モデル名,リクエスト数,入力トークン（千）,出力トークン（千）,うちキャッシュ（千）"
ISO = "2026-10-{:02}"


@pytest.mark.parametrize(
    ("times", "encoding", "date", "header"),
    [
        (10_000, "gbk", "2026/10/{}", "日期,模型,调用次数,输入Token(万),输出Token(万),缓存命中Token(万)"),
        (1000, "cp932", "2026年10月{}日", JAPAN),
        (1000, "cp932", ISO, "日付,model,件数,入力(千),出力(千),cached tokens (k)"),
        (1000, "euc_jp", "2026年10月{}日", JAPAN),
        (10_000, "cp949", "2026년 10월 {}일", "날짜,모델,요청 수,입력 토큰 (만),출력 토큰 (만),캐시 토큰 (만)"),
        (1000, "big5", "2026/10/{}", "時間,模型,請求次數,輸入Token數(千),輸出Token數(千),快取Token數(千)"),
        (1000, "cp1251", ISO, "Дата,Модель,Запросы,Входные токены (k),Выходные токены (k),Кэш токены (k)"),
        (1000, "cp1250", ISO, "Data,Model,Liczba zapytań,Tokeny wejściowe (k),Tokeny wyjściowe (k),Tokeny cache (k)"),
        (1000, "utf-8", ISO, "Дата,Модель,Число запросов,Входные токены (k),Выходные токены (k),Кэш токены (k)"),
        (1000, "cp1254", ISO, "Tarih,Model,İstek sayısı,Giriş token (k),Çıkış token (k),cached tokens (k)"),
        (1000, "cp1252", ISO, "Jour,Modèle,Nombre d'appels,Jetons en entrée (k),Jetons en sortie (k),dont cache (k)"),
        (1000, "cp1252", ISO, "Datum,Modell,Anzahl Anfragen,Eingabe-Token (Tsd),Ausgabe-Token (Tsd),davon Cache (Tsd)"),
    ],
)  # fmt: skip
def test_headings_and_dates_of_other_languages_are_read(tmp_path, times, encoding, date, header):
    work = one(written(tmp_path / "a.csv", header, date.format, encoding))
    assert (work.requests, work.requests_per_month, work.model) == (800, pytest.approx(1200), "gpt-4o")
    assert (work.input.mean * 40, work.output.mean * 40) == (60 * times, 2 * times)
    assert work.cached == pytest.approx(15 * times / 40)


def test_what_a_heading_says_beside_known_words_is_not_left_out(tmp_path):
    file = written(
        tmp_path / "a.csv", "日期,模型,调用次数,输入Token(万),输出Token(万),输入单价", "2026-10-{:02}".format
    )
    assert one(file).cached is None and "输入单价" not in report(file).notes[0]


@pytest.mark.parametrize("text", ["Größe;Öße;ÄÖÜß", "20 °C;30 °C;40 °C;50 °C", "Année;Coût;œuvre;Ç à é"])
def test_letters_of_the_west_are_not_taken_for_signs_of_the_east(text):
    assert other_encoding(f"{text}\n".encode("cp1252"), whole=True) == "cp1252"


@pytest.mark.parametrize(("cached", "asked"), [("davon Cache", False), ("cached_tokens", True)])
def test_a_part_of_the_input_is_not_asked_about(tmp_path, cached, asked):
    head = ("Datum", "Modell", "Anfragen", "Eingabe-Token", cached, "Ausgabe-Token")
    rows = [(f"2026-10-{n:02}", "gpt-4o", 40, 40_000, 8000, 4000) for n in range(5, 25)]
    assert bool(report(table_of(tmp_path / "a.csv", head, rows)).questions) is asked


def test_who_counts_cached_tokens_at_the_full_price_has_them_in_the_input(tmp_path):
    head = ("Datum", "Modell", "Anfragen", "Eingabe-Token", "cached_tokens", "Ausgabe-Token", "Kosten")
    spent = (40_000 * 0.4 + 4000 * 1.6) / 1e6
    rows = [(f"2026-10-{n:02}", "gpt-4.1-mini", 40, 40_000, 6000, 4000, f"{spent:.4f}") for n in range(5, 25)]
    assert one(table_of(tmp_path / "a.csv", head, rows)).input.mean == 1000


@pytest.mark.parametrize("money", ["Ausgaben (EUR)", "Salidas", "Sorties", "Saídas", "Uscite"])
def test_money_that_is_spent_is_no_output(tmp_path, money):
    head = ("Datum", "Modell", "Anfragen", "Eingabe-Token", money)
    rows = [(f"2026-10-{n:02}", "gpt-4o", 40, 40_000, 4000) for n in range(5, 25)]
    with pytest.raises(BadInput, match="lacks a column"):
        report(table_of(tmp_path / "a.csv", head, rows))


@pytest.mark.parametrize("head", ["时间,令牌,模型,提示,补全,花费", "Time,Token,Model,Prompt,Completion,Cost"])
def test_sides_that_could_be_texts_are_counts_where_each_cell_is_a_number(tmp_path, head):
    rows = [f"2026-10-{n:02} 09:{n}:00,main key,gpt-4o,1000,100,$0.0035" for n in range(10, 25)]
    (tmp_path / "a.csv").write_text("\n".join([head, *rows]))
    work = one(tmp_path / "a.csv")
    assert (work.requests, work.input.mean, work.output.mean, work.usd) == (
        15,
        1000,
        100,
        pytest.approx(0.0525),
    )
