"""Makes cases.json: SigV4 requests signed by the plainest code that follows AWS's description, as the other side of the tests.

Run it in this folder (`python3 make_vectors.py`); the result is committed.
"""
import hashlib
import hmac
import json
from urllib.parse import quote, unquote_to_bytes

KEY = "AKIAQNZGKIQY56JQ7WML"
SECRET = "correct+horse/battery+staple/0123456789A"
TOKEN = "FwoGZXIvYXdzEJr//////////wEaDExample+token/with=signs"
DAY, STAMP = "20261123", "20261123T101500Z"


def enc(data):
    return quote(data, safe="-._~")


def canonical_query(raw, drop=()):
    pairs = []
    for part in filter(None, raw.split("&")):
        name, _, value = part.partition("=")
        name, value = (enc(unquote_to_bytes(x.replace("+", " "))) for x in (name, value))
        if name not in drop:
            pairs.append((name, value))
    return "&".join(f"{n}={v}" for n, v in sorted(pairs))


def canonical_path(path):
    kept = []
    for segment in path.split("/"):
        if segment == "..":
            kept = kept[:-1]
        elif segment not in ("", "."):
            kept.append(segment)
    end = "/" if kept and path.endswith("/") else ""
    return quote("/" + "/".join(kept) + end, safe="/-._~")


def canonical_headers(headers, names):
    lines = []
    for name in names:
        values = [" ".join(v.split()) for n, v in headers if n.lower() == name]
        lines.append(f"{name}:{','.join(values)}\n")
    return "".join(lines)


def mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def sign(case, signed, query, drop=()):
    scope = f"{DAY}/{case['region']}/{case['service']}/aws4_request"
    canonical = "\n".join([
        case["method"], canonical_path(case["path"]), canonical_query(query, drop), canonical_headers(case["headers"], signed),
        ";".join(signed), hashlib.sha256(case["body"].encode()).hexdigest()])
    to_sign = "\n".join(["AWS4-HMAC-SHA256", STAMP, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = ("AWS4" + SECRET).encode()
    for step in scope.split("/"):
        key = mac(key, step)
    return canonical, to_sign, hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest(), scope


def header_form(name, method="POST", path="/", query="", headers=(), body="", token=None, token_signed=True, service="sts", region="eu-central-1"):
    case = dict(name=name, method=method, path=path, query=query, body=body, service=service, region=region,
                headers=[["Host", "fed.example.net:8443"], *map(list, headers), ["X-Amz-Date", STAMP]])
    if token:
        case["headers"].append(["X-Amz-Security-Token", token])
    signed = sorted({n.lower() for n, _ in case["headers"]} - (set() if token_signed else {"x-amz-security-token"}))
    case["canonical"], case["toSign"], case["signature"], scope = sign(case, signed, query)
    case["headers"].append(["Authorization", f"AWS4-HMAC-SHA256 Credential={KEY}/{scope}, SignedHeaders={';'.join(signed)}, Signature={case['signature']}"])
    return case


def query_form(name, method="GET", path="/", query="", headers=(), body="", token=None, token_signed=True, expires=60, service="sts", region="eu-central-1"):
    case = dict(name=name, method=method, path=path, body=body, service=service, region=region,
                headers=[["Host", "fed.example.net:8443"], *map(list, headers)])
    signed = sorted({n.lower() for n, _ in case["headers"]})
    parts = [query] if query else []
    parts += [f"X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Credential=" + enc(f"{KEY}/{DAY}/{region}/{service}/aws4_request"),
              f"X-Amz-Date={STAMP}", f"X-Amz-Expires={expires}", "X-Amz-SignedHeaders=" + enc(";".join(signed))]
    if token:
        parts.append("X-Amz-Security-Token=" + enc(token))
    drop = () if token_signed else ("X-Amz-Security-Token",)
    case["canonical"], case["toSign"], case["signature"], _ = sign(case, signed, "&".join(parts), drop)
    case["query"] = "&".join(parts + [f"X-Amz-Signature={case['signature']}"])
    return case


FORM = ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
GCI = "Action=GetCallerIdentity&Version=2011-06-15"
JSON = ("Content-Type", "application/x-amz-json-1.1")
CASES = [
    header_form("caller-identity", headers=[FORM], body=GCI),
    header_form("caller-identity-session", headers=[FORM], body=GCI, token=TOKEN),
    header_form("token-not-signed", headers=[FORM], body=GCI, token=TOKEN, token_signed=False),
    header_form("get-with-parameters", method="GET", query="Version=2011-06-15&Action=GetCallerIdentity"),
    header_form("json-target", headers=[JSON, ("X-Amz-Target", "AWSOrganizationsV20161128.ListRoots")], body="{}", service="organizations", region="us-east-1"),
    header_form("empty-region", headers=[FORM], body=GCI, region=""),
    header_form("body-utf8", headers=[FORM], body="Action=CreateUser&Version=2010-05-08&UserName=Gr\u00fc\u00dfe", service="iam"),
    header_form("query-lower-case-escapes", method="GET", query="b=%2f%3a&a=%e4%bd%a0&Action=X"),
    header_form("query-plus-is-blank", method="GET", query="a=x+y%20z&b=1%2B1"),
    header_form("query-same-name", method="GET", query="a=2&a=10&a=1&A=0&a-=3"),
    header_form("query-no-value", method="GET", query="zeta&alpha=&=lone"),
    header_form("query-raw-utf8", method="GET", query="\u00e9=\u4f60\u597d"),
    header_form("path-escapes-twice", method="GET", path="/a%20b/%e4/c+d"),
    header_form("path-dots", method="GET", path="/x/./y/../z//w/"),
    header_form("path-above-root", method="GET", path="/../../a"),
    header_form("path-all-marks", method="GET", path="/!$&'()*,;=:@-._~[]"),
    header_form("header-blanks", headers=[("My-Header", "  a \t b   c  "), ("X-Amz-Note", "\"x   y\"")], body=""),
    header_form("header-repeated", headers=[("Multi", "z "), ("multi", " a"), ("MULTI", "m")], body=""),
    header_form("header-empty", headers=[("Empty", "")], body=""),
    header_form("header-utf8", headers=[("Name", "J\u00f6rg \u4f60")], body=""),
    header_form("large-body", headers=[FORM], body="Action=AssumeRoleWithSAML&SAMLAssertion=" + "A" * 5000),
    query_form("presigned", query=GCI),
    query_form("presigned-session", query=GCI, token=TOKEN),
    query_form("presigned-token-after", query=GCI, token=TOKEN, token_signed=False),
    query_form("presigned-extra-header", query=GCI, headers=[("x-k8s-aws-id", "cluster one")]),
    query_form("presigned-post", method="POST", headers=[FORM], body=GCI),
    query_form("presigned-order", query="z=1&Action=GetCallerIdentity&a=%7e&Version=2011-06-15"),
    query_form("presigned-empty-region", query=GCI, region=""),
]

with open("cases.json", "w", encoding="utf-8", newline="\n") as out:
    json.dump({"accessKeyId": KEY, "secretAccessKey": SECRET, "timestamp": STAMP, "cases": CASES}, out, indent=1, ensure_ascii=True)
    out.write("\n")
