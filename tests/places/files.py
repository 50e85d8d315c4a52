"""Small postcode files in every layout, with made-up positions."""

import gzip
import lzma
import zipfile
from pathlib import Path

NSPL_2025 = (
    "pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,oa21cd,cty25cd,lad25cd,ctry25cd,lat,long,imd20ind,icb23cd"
)
NSPL_2026 = NSPL_2025.replace("25cd", "26cd").replace("icb23cd", "icb26cd")
ONSPD_2024 = (
    "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,usertype,oseast1m,osnrth1m,osgrdind,ctry,streg,"
    "lat,long,icb,oa21,lsoa21"
)
NSPL_2021 = "pcd,pcd2,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,osgrdind,cty,laua,ctry,ttwa,lat,long,lep1,imd,calncv,stp"
SIMPLE = "pcds,lat,long,ladcd"
SIMPLE_ROWS = (
    "PO1 2AL,50.79800,-1.09100,E06000044",
    "PO1 3AX,50.80100,-1.08800,E06000044",
    "PO9 1AA,50.85300,-0.98100,E07000090",
)
FULL_OF_FACTS = {"pcds": "PO1 2AL", "lat": "50.798000", "long": "-1.091000", "council": "E06000044", "ctry": "E92000001"}
COLUMN_OF_FACT = {
    "pcds": ("pcds", "pcd", "pcd2", "pcd7", "pcd8"),
    "council": ("lad25cd", "lad26cd", "oslaua", "laua", "ladcd"),
    "board": ("icb23cd", "icb26cd", "icb", "stp"),
    "ctry": ("ctry", "ctry25cd", "ctry26cd"),
}


def a_row(header: str, **facts: str) -> str:
    """One quoted row under a header, for the postcode PO1 2AL unless told otherwise; numbers stand without quotes."""
    given = {**FULL_OF_FACTS, **facts}
    by_column = {column: value for fact, value in given.items() for column in COLUMN_OF_FACT.get(fact, (fact,))}
    values = ((name, by_column.get(name, "")) for name in header.split(","))
    return ",".join(value if name in ("lat", "long") else f'"{value}"' for name, value in values)


def a_file(path: Path, header: str = SIMPLE, rows: tuple[str, ...] = SIMPLE_ROWS, *, line_end: str = "\n") -> Path:
    path.write_bytes("".join(line + line_end for line in (header, *rows)).encode())
    return path


def gzipped(path: Path) -> Path:
    packed = path.with_name(path.name + ".gz")
    packed.write_bytes(gzip.compress(path.read_bytes()))
    return packed


def xz_packed(path: Path) -> Path:
    packed = path.with_name(path.name + ".xz")
    packed.write_bytes(lzma.compress(path.read_bytes()))
    return packed


def zipped(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def a_code_point_zip(path: Path) -> Path:
    """As Ordnance Survey packs it: a headerless table for each area of letters, and a table of headings beside."""
    po = (
        '"PO1 2AL",10,464100,100200,"E92000001","E19000002","E18000009","","E06000044","E05002449"\r\n'
        '"PO9 1AA",90,0,0,"E92000001","E19000002","E18000009","E10000014","E07000090","E05012936"\r\n'
    )
    td = '"TD151AA",10,399900,652900,"S92000003","","S08000016","","S12000026",""\r\n'
    return zipped(
        path,
        {
            "Doc/Code-Point_Open_Column_Headers.csv": "PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\r\nPostcode,and,so,on,,,,,,\r\n",
            "Doc/readme.txt": "About this product",
            "Data/CSV/po.csv": po,
            "Data/CSV/td.csv": td,
        },
    )


def a_districts_file(path: Path, *lines: str) -> Path:
    path.write_text("# made up\noutcode,lat,long,radius_miles,postcodes,areas\n" + "".join(f"{line}\n" for line in lines))
    return path


DISTRICTS = (
    "PO1,50.80000,-1.09000,1.00,900,E06000044+E54000067:900",
    "PO9,50.86000,-0.98000,3.00,500,E07000090+E54000067:490 E07000225+E54000069:10",
    "GU51,51.28000,-0.84000,2.00,800,E07000089+E54000067:800 E07000089+E54000070:800",
    "BN7,50.87000,0.01000,5.00,300,E07000063+E54000069:300",
    "BN20,50.76000,0.26000,4.00,400,E07000061+E54000069:380 E07000065+E54000069:20",
    "S70,53.55000,-1.48000,4.00,600,E08000038+E54000061:600",
    "TD15,55.75000,-2.01000,9.00,560,E06000057+E54000050:530 S12000026:30",
    "LD3,51.95000,-3.40000,12.00,400,W06000023:400",
    "LS1,53.80000,-1.55000,0.80,700,E08000035+E54000054:700",
    "M8,53.51000,-2.24000,1.20,700,E08000003+E54000057:700",
    "E4,51.62000,0.00000,2.00,900,E09000031+E54000029:900",
    "TW98,,,0.00,58,E92000001:58",
)
