"""A small town for the tests of routing: two districts, a zone, a few streets, places, units and
duties.
"""

from datetime import date

from routing.tables import Area, CategoryEntry, Duty, Place, RoutingTables, Unit

TODAY = date(2026, 9, 1)

AREAS = (
    Area("01", "城东区", "district", aliases=("城东",)),
    Area("02", "城西区", "district", aliases=("城西",)),
    Area("03", "江北新区", "zone", aliases=("江北",)),
    Area("0101", "柳湖街道", "street", "01"),
    Area("0102", "塔山街道", "street", "01", aliases=("塔山",)),
    Area("0201", "古城街道", "street", "02"),
    Area("0202", "石桥镇", "town", "02"),
    Area("0301", "滩头街道", "street", "03"),
)
PLACES = (
    Place("人民路", "road", ("0101",)),
    Place("人民路", "road", ("0201",)),
    Place("解放路", "road", ("0201", "0202")),
    Place("通江大道", "road", ("0102", "0201", "0301"), aliases=("江大道",)),
    Place("塔山路", "road", ("0102",)),
    Place("百合花园", "estate", ("0101",), aliases=("百合苑",)),
    Place("金色家园", "estate", ("0201",)),
    Place("四季如春小区", "estate", ("0102",)),
    Place("幸福", "company", ("0202",)),
    Place("柳湖", "river", ("0101",)),
    Place("测试市第一人民医院", "hospital", ("0201",), aliases=("市一院",)),
    Place("城东区实验小学", "school", ("0102",)),
    Place("城西区实验小学", "school", ("0202",)),
    Place("地铁塔山站", "metro", ("0102",)),
    Place("滩头化工厂", "company", ("0301",), aliases=("老化工",)),
)
UNITS = (
    Unit("GOV", "测试市人民政府", "bureau", aliases=("市政府",)),
    Unit("CG", "测试市城市管理局", "bureau", parent="GOV", aliases=("市城管局",)),
    Unit("HB", "测试市生态环境局", "bureau", parent="GOV", aliases=("市生态环境局",)),
    Unit("JW", "测试市纪委监委", "specialist", aliases=("市纪委",)),
    Unit("WATER", "测试市自来水公司", "utility", parent="GOV", aliases=("自来水公司",)),
    Unit("E-GOV", "城东区人民政府", "government", "01", "GOV", ("城东区政府",)),
    Unit("E-CG", "城东区城市管理局", "district_bureau", "01", "E-GOV", ("城东区城管局",)),
    Unit("E-1", "柳湖街道办事处", "street", "0101", "E-GOV"),
    Unit("E-2", "塔山街道办事处", "street", "0102", "E-GOV"),
    Unit("W-GOV", "城西区人民政府", "government", "02", "GOV", ("城西区政府",)),
    Unit("W-CG", "城西区城市管理局", "district_bureau", "02", "W-GOV", ("城西区城管局",)),
    Unit("W-1", "古城街道办事处", "street", "0201", "W-GOV"),
    Unit("W-2", "石桥镇人民政府", "street", "0202", "W-GOV", ("石桥镇政府",)),
    Unit("N-GOV", "江北新区管理委员会", "government", "03", "GOV", ("江北新区管委会",)),
)
DUTIES = (
    Duty("0101", "01", "E-CG", ("HB",), "《市容条例》第三条", street_may_receive=True, line=2),
    Duty("0101", "02", "W-CG", (), "《市容条例》第三条", street_may_receive=True, line=3),
    Duty("0101", "03", "N-GOV", line=4),
    Duty("0101", "*", "CG", basis="《市容条例》第四条", first="fallback", line=5),
    Duty("0102", "01", "E-CG", line=6),
    Duty("0102", "02", "W-CG", line=7),
    Duty("0102", "03", "N-GOV", line=8),
    Duty("0102", "*", "CG", first="fallback", line=9),
    Duty(
        "0401", "*", "WATER", ("CG",), "《供水条例》第九条", first="direct", exclusive=True, line=10
    ),
    Duty("12", "01", "E-GOV", line=11),
    Duty("12", "0102", "E-2", street_may_receive=True, line=12),
    Duty("12", "*", "HB", first="fallback", line=13),
    Duty("1805", "*", "JW", first="direct", exclusive=True, line=14),
)
CATEGORIES = (
    CategoryEntry("01", "城市管理"),
    CategoryEntry("0101", "占道经营", "01"),
    CategoryEntry("0102", "违法建设", "01"),
    CategoryEntry("0401", "供水", "04"),
    CategoryEntry("1201", "异味", "12"),
    CategoryEntry("1805", "工作人员作风", "18", confidential=True, role="conduct"),
)
TOWN = RoutingTables(AREAS, PLACES, UNITS, DUTIES, CATEGORIES)
