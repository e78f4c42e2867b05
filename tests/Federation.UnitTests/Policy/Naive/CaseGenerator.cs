using CsCheck;

namespace Federation.UnitTests.Policy.Naive;

/// <summary>Generates cases from a small world, so that policies and requests meet often.</summary>
internal static class CaseGenerator
{
    private const string A = "111111111111";
    private const string B = "222222222222";

    private static readonly NaiveCaller[] Callers =
    [
        new("user", $"arn:aws:iam::{A}:user/bob", A),
        new("user", $"arn:aws:iam::{B}:user/bob", B),
        new("assumed-role", $"arn:aws:sts::{A}:assumed-role/r/s", A, Role: $"arn:aws:iam::{A}:role/path/r"),
        new("assumed-role", $"arn:aws:sts::{A}:assumed-role/slr/s", A, Role: $"arn:aws:iam::{A}:role/aws-service-role/x.amazonaws.com/slr"),
        new("federated-user", $"arn:aws:sts::{A}:federated-user/carol", A, User: $"arn:aws:iam::{A}:user/bob"),
        new("root", $"arn:aws:iam::{A}:root", A),
        new("service", "sns.amazonaws.com", null),
        new("federated", $"arn:aws:iam::{A}:saml-provider/p", null),
        new("federated", $"arn:aws:iam::{B}:saml-provider/p", null),
        new("anonymous", "anonymous", null),
    ];

    private static readonly Gen<string> Action = Pick("s3:GetObject", "s3:PutObject", "s3:getobject", "iam:ListUsers", "sts:AssumeRole", "sts:GetCallerIdentity");
    private static readonly Gen<string> ActionPattern = Pick("*", "s3:*", "s3:Get*", "S3:GETOBJECT", "s3:?etObject", "iam:*", "*:*Object", "sts:Assume*", "x:y");
    private static readonly Gen<string> Resource = Pick("*", "arn:aws:s3:::b/bob/x", "arn:aws:s3:::b/k", "arn:aws:s3:::b", $"arn:aws:iam::{A}:user/bob");

    private static readonly Gen<string> ResourcePattern = Pick(
        "*", "arn:aws:s3:::b/*", "arn:aws:s3:::b", "arn:aws:s3:::*/x", "arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/${app:none, 'k'}", "arn:aws:iam::*", "arn:aws:s3:::b/?", "arn:*:x", "arn:aws:s3:::b/${*}", "arn:aws:s3:::b/${app:list}");

    private static readonly Gen<(string, string)> AwsPrincipal = Pick(
        ("AWS", "*"), ("AWS", A), ("AWS", $"arn:aws:iam::{A}:root"), ("AWS", B), ("AWS", $"arn:aws:iam::{A}:user/bob"), ("AWS", $"arn:aws:iam::{B}:user/bob"), ("AWS", $"arn:aws:iam::{A}:role/path/r"),
        ("AWS", $"arn:aws:sts::{A}:assumed-role/r/s"), ("AWS", $"arn:aws:sts::{A}:federated-user/carol"), ("Service", "sns.amazonaws.com"), ("Federated", $"arn:aws:iam::{A}:saml-provider/p"), ("Federated", $"arn:aws:iam::{B}:saml-provider/p"));

    private static readonly Gen<NaiveCondition> Condition = Gen.OneOf(
        Of("String", ["Equals", "NotEquals", "EqualsIgnoreCase", "NotEqualsIgnoreCase", "Like", "NotLike"], ["app:text", "APP:Text", "app:list", "aws:username", "app:none"], ["bob", "Bob", "b*", "*", "", "?ob", "${aws:username}", "${app:none}", "${app:none, 'bob'}", "${*}"]),
        Of("Numeric", ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"], ["app:number", "app:list", "app:none"], ["1", "10", "9.5", "1e1", "-3", "x", "010"]),
        Of("Date", ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"], ["app:date", "app:number", "app:none"], ["2020-01-01T00:00:00Z", "1577836800", "2020-01-01", "2020-01-01T01:00:00+01:00", "2019-12-31T23:59:59.5Z", "x"]),
        Of("Bool", [""], ["app:flag", "app:none"], ["true", "false", "TRUE"]),
        Of("Null", [""], ["app:flag", "app:list", "app:none", "app:empty"], ["true", "false"]),
        Of("", ["IpAddress", "NotIpAddress"], ["aws:SourceIp", "app:none"], ["203.0.113.0/24", "203.0.113.5", "0.0.0.0/0", "2001:db8::/32", "::/0"]),
        Of("Arn", ["Equals", "Like", "NotEquals", "NotLike"], ["app:arn", "app:text"], ["arn:aws:s3:::b", "arn:aws:*:*:*:*", "*", "arn:aws:iam::*:role/*", "arn:aws:s3:::${aws:username}", "arn:aws:iam:*/x"]));

    private static readonly Gen<IReadOnlyDictionary<string, object>> Context = Gen.Select(
        Optional("bob", "Bob", "", "alice"),
        Optional("bob", "x", "b*b"),
        Pick<object?>(null, "1", "10", "9.50", "x"),
        Pick<object?>(null, "2020-01-01T00:00:00Z", "1577836800", "1577836799.5"),
        Pick<object?>(null, "203.0.113.5", "198.51.100.1", "2001:db8::1"),
        Pick<object?>(null, "arn:aws:s3:::b", "arn:aws:iam::111111111111:role/path/x", "arn:aws:iam:bob"),
        Pick<object?>(null, Array.Empty<string>(), new[] { "" }, new[] { "bob" }, new[] { "bob", "1" }, new[] { "10", "" }),
        Pick<object?>(null, "true", "false"),
        (user, text, number, date, ip, arn, list, flag) => Build(("aws:username", user), ("app:text", text), ("app:number", number), ("app:date", date), ("aws:SourceIp", ip), ("app:arn", arn), ("app:list", list), ("app:flag", flag), ("app:empty", "")));

    public static readonly Gen<NaiveStatement> PlainStatement = Statement(Pick<IReadOnlyList<(string?, string)>?>([null]));

    public static readonly Gen<NaiveStatement> PrincipalStatement = Statement(Gen.OneOf(
        Pick<IReadOnlyList<(string?, string)>?>([[(null, "*")]]),
        AwsPrincipal.Array[1, 3].Select(p => (IReadOnlyList<(string?, string)>?)[.. p.Distinct().Select(e => ((string?)e.Item1, e.Item2))])));

    private static readonly Gen<NaiveDocument> Plain = Document(PlainStatement);
    private static readonly Gen<NaiveDocument> WithPrincipal = Document(PrincipalStatement);

    public static readonly Gen<NaiveCase> Case = Gen.Select(
        Gen.Select(Pick(Callers), Action, Resource, Pick(A, A, A, B)),
        Context,
        Gen.Select(Plain.List[0, 3], Maybe(WithPrincipal), Pick<string?>(null, null, "trust", "kms-key")),
        Gen.Select(Maybe(Plain), Maybe(Plain.List[1, 2].Select(l => (IReadOnlyList<NaiveDocument>)l))),
        Gen.Select(Maybe(Levels(Plain)), Maybe(Levels(WithPrincipal)), Maybe(WithPrincipal.List[1, 2].Select(l => (IReadOnlyList<NaiveDocument>)l))),
        (request, context, main, limits, organization) => new NaiveCase
        {
            Caller = request.Item1,
            Action = request.Item2,
            Resource = request.Item3,
            ResourceAccount = request.Item4,
            Context = context,
            Identity = main.Item1,
            ResourcePolicy = main.Item2,
            ResourcePolicyKind = main.Item3,
            Boundary = limits.Item1,
            Session = limits.Item2,
            Scps = organization.Item1,
            Rcps = organization.Item2,
            Endpoint = organization.Item3,
        });

    private static Gen<IReadOnlyList<IReadOnlyList<NaiveDocument>>> Levels(Gen<NaiveDocument> document)
        => document.List[1, 2].List[1, 2].Select(l => (IReadOnlyList<IReadOnlyList<NaiveDocument>>)l);

    private static Gen<NaiveDocument> Document(Gen<NaiveStatement> statement)
        => Gen.Select(Pick("2012-10-17", "2012-10-17", "2008-10-17"), statement.List[1, 3], (version, statements) => new NaiveDocument(version, statements));

    private static Gen<NaiveStatement> Statement(Gen<IReadOnlyList<(string?, string)>?> principals)
        => Gen.Select(
            Gen.Select(Gen.Int[0, 3], ActionPattern.Array[1, 2], Gen.Int[0, 7], ResourcePattern.Array[1, 3], Gen.Int[0, 7]),
            principals,
            Gen.Int[0, 5],
            Condition.Array[0, 2],
            (head, names, notPrincipal, conditions) => new NaiveStatement
            {
                Allow = head.Item1 > 0,
                Actions = head.Item2,
                NotAction = head.Item3 == 0,
                Resources = head.Item4,
                NotResource = head.Item5 == 0,
                Principals = names,
                NotPrincipal = names is not null && notPrincipal == 0,
                Conditions = [.. conditions.DistinctBy(c => (c.Operator, c.Key.ToUpperInvariant()))],
            });

    private static Gen<NaiveCondition> Of(string type, string[] names, string[] keys, string[] values)
        => Gen.Select(Pick("", "", "", "ForAllValues:", "ForAnyValue:"), Pick(names), Pick(type == "Null" ? [""] : new[] { "", "", "IfExists" }), Pick(keys), Pick(values).Array[1, 3],
            (set, name, ifExists, key, list) => new NaiveCondition(set + type + name + ifExists, key, list));

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<object?> Optional(params string[] values) => Pick([null, .. values.Cast<object?>()]);

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : class
        => Gen.Select(Gen.Int[0, 2], gen, (i, v) => i < 2 ? null : v);

    private static IReadOnlyDictionary<string, object> Build(params (string Key, object? Value)[] members)
        => members.Where(m => m.Value is not null).ToDictionary(m => m.Key, m => m.Value!, StringComparer.Ordinal);
}
