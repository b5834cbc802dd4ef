"""Run by gdb: steps through a program and prints each stop as `preopen debug --json` does."""
import json
import os
import gdb

gdb.execute("set pagination off")
gdb.execute("set confirm off")
gdb.execute("set print frame-arguments none")
gdb.execute("set disable-randomization on")
SCALARS = {gdb.TYPE_CODE_INT, gdb.TYPE_CODE_CHAR, gdb.TYPE_CODE_BOOL, gdb.TYPE_CODE_FLT, gdb.TYPE_CODE_ENUM, gdb.TYPE_CODE_PTR}
FOLDER = os.environ["STEPS_FOLDER"]


def whole(v):
    return v if abs(v) <= 2**53 else str(v)


def number(v):
    f = float(v)
    if f != f:
        return "nan"
    if f in (float("inf"), float("-inf")):
        return "inf" if f > 0 else "-inf"
    f = float("%.6g" % f)
    return int(f) if f == int(f) and abs(f) < 1e21 else f


def value(v, hops=0):
    try:
        return read(v, hops)
    except (gdb.error, gdb.MemoryError):
        return "?"


def read(v, hops):
    t = v.type.strip_typedefs()
    code = t.code
    if code == gdb.TYPE_CODE_BOOL:
        return bool(int(v))
    if code == gdb.TYPE_CODE_ENUM:
        n = int(v)
        for f in t.fields():
            if f.enumval == n:
                return f.name.split("::")[-1]
        return whole(n)
    if code in (gdb.TYPE_CODE_INT, gdb.TYPE_CODE_CHAR):
        return whole(int(v))
    if code == gdb.TYPE_CODE_FLT:
        return number(v)
    if code in (gdb.TYPE_CODE_REF, gdb.TYPE_CODE_RVALUE_REF):
        return value(v.referenced_value(), hops)
    if code == gdb.TYPE_CODE_PTR:
        if int(v) == 0:
            return None
        target = t.target().strip_typedefs()
        if hops >= 3 or target.code not in SCALARS:
            return "ptr"
        try:
            v.dereference().fetch_lazy()
        except gdb.MemoryError:
            return "ptr"
        return {"$ptr": value(v.dereference(), hops + 1)}
    if code == gdb.TYPE_CODE_ARRAY:
        low, high = t.range()
        element = t.target().strip_typedefs()
        if element.unqualified().name == "char":
            out = []
            for i in range(low, high + 1):
                b = int(v[i]) & 255
                if b == 0:
                    break
                out.append(b)
            return {"$bytes": out}
        return [value(v[i], hops) for i in range(low, min(high + 1, low + 20))]
    if code in (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION):
        out = {}
        for f in t.fields():
            if not hasattr(f, "bitpos") or f.artificial or (f.name or "").startswith("_vptr"):
                continue
            inner = value(v[f], hops)
            if not f.name or f.is_base_class:
                if isinstance(inner, dict):
                    out.update(inner)
            else:
                out[f.name] = inner
        return out
    return "?"


def plain(name):
    return name if "operator()" in name else name.split("(")[0]


def is_own(symtab):
    return symtab is not None and symtab.fullname().startswith(FOLDER)


def variables(block, frame):
    return {s.name: value(s.value(frame)) for s in block if (s.is_variable or s.is_argument) and not s.name.startswith("__vla")}


def stop():
    frame = gdb.selected_frame()
    sal = frame.find_sal()
    blocks = []
    block = frame.block()
    while True:
        blocks.append(variables(block, frame))
        if block.function:
            break
        block = block.superblock
    depth = 0
    f = frame
    while f:
        depth += 1 if is_own(f.find_sal().symtab) else 0
        f = f.older()
    found = {}
    symtabs = {sal.symtab.fullname(): sal.symtab}
    for name in os.environ["STEPS_FILES"].split(":"):
        for symtab in [s.symtab for s in gdb.decode_line(name + ":1")[1] or [] if s.symtab]:
            symtabs[symtab.fullname()] = symtab
    for symtab in symtabs.values():
        for b in (symtab.global_block(), symtab.static_block()):
            for s in b:
                if s.is_variable and is_own(s.symtab):
                    found[s.name] = value(s.value())
    return {
        "file": os.path.basename(sal.symtab.filename),
        "line": sal.line,
        "function": plain(frame.function().name),
        "depth": depth,
        "blocks": blocks,
        "globals": found,
    }


gdb.execute("break main")
gdb.execute("run " + os.environ.get("STEPS_REDIRECT", ""))
stops = []
while len(stops) < int(os.environ.get("STEPS_MOST", "2000")):
    try:
        frame = gdb.selected_frame()
    except gdb.error:
        break
    if is_own(frame.find_sal().symtab):
        stops.append(stop())
        gdb.execute("step")
    else:
        gdb.execute("finish")
with open(os.environ["STEPS_OUT"], "w") as out:
    json.dump(stops, out)
