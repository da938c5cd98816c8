# Sourced: a fresh catalogue in $CATALOGUE with one wrong word in $FILE, the program in $MATTER. A check ends here if that is missing.
MATTER="${MATTER:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/target/debug/matter}"
if [ ! -x "$MATTER" ]; then
  echo "skipped: $(basename "$0" .sh), no program at $MATTER"
  exit 0
fi
export MATTER
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT
export CATALOGUE="$WORK/目录"
export FILE="$CATALOGUE/事项.matter"
"$MATTER" new --quiet --lang zh "$CATALOGUE" >/dev/null 2>&1
rm -f "$CATALOGUE"/*.matter
# A character outside the first plane stands before the unknown name: columns count in the units that were agreed on.
cat >"$FILE" <<'TEXT'
信息项 已婚：是否
信息项 𠮷野家会员：是否

事项 乘车卡申领
  类型：公共服务
  服务对象：自然人
  部门：民政
  依据：《中华人民共和国老年人权益保障法》第五十八条
  受理：乡镇（街道）
  决定：县级
  条件：
    会员  𠮷野家会员 = 是 且 已昏 = 是
  材料：
    居民身份证  原件
    结婚证  复印件 1 份  当 已婚 = 是
  时限：
    法定  20 个工作日  自 受理
    承诺    5 个工作日
  渠道：窗口
  收费：不收费
  结果：乘车卡  长期有效
TEXT
