using System.Text.Json;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>The AWS SDK for JavaScript (<c>tests/node</c>), unmodified: credentials of every kind, paginators, waiters, and errors by their classes.</summary>
public sealed class JavaScriptSdkTests(CorporateGateway corporate) : IClassFixture<CorporateGateway>
{
    [Fact]
    public async Task It_gets_credentials_of_every_kind_and_is_who_they_say()
    {
        Tools.NeedNode();
        var seen = await RunAsync("sts.mjs", ("SAML_ASSERTION", await corporate.UnsolicitedAssertionAsync("bob")),
            ("SAML_ROLE", corporate.RoleArn(GatewaySetup.Developer)), ("SAML_PROVIDER", GatewaySetup.ProviderArn(corporate.Account)));
        var (user, session) = ($"arn:aws:iam::{corporate.Account}:user/nora", $"arn:aws:sts::{corporate.Account}:assumed-role");
        Arn(seen, "root").ShouldBe($"arn:aws:iam::{corporate.Account}:root");
        seen.GetProperty("owner").GetString().ShouldBe(corporate.Account);
        seen.GetProperty("presigned").GetString()!.ShouldContain($"<Arn>{user}</Arn>");
        Text(seen, "worker").ShouldBe($"""["{session}/Worker/job","nora",true]""");
        seen.GetProperty("seconds").GetInt32().ShouldBeInRange(800, 900);
        Arn(seen, "job").ShouldBe($"{session}/Worker/job");
        Text(seen, "limited").ShouldBe("""[true,"AccessDenied",403,"client"]""");
        Arn(seen, "provided").ShouldBe($"{session}/Worker/provided");
        Arn(seen, "session").ShouldBe(user);
        Text(seen, "federated").ShouldBe($"""["arn:aws:sts::{corporate.Account}:federated-user/fred","{corporate.Account}:fred"]""");
        Text(seen, "saml").ShouldBe($"""["persistent","{session}/Developer/bob"]""");
        ShouldBeErrors(seen, new()
        {
            ["malformed"] = ("MalformedPolicyDocumentException", 400),
            ["large"] = ("PackedPolicyTooLargeException", 400),
            ["invalid"] = ("InvalidIdentityTokenException", 400),
            ["undecodable"] = ("InvalidAuthorizationMessageException", 400),
            ["outbound"] = ("OutboundWebIdentityFederationDisabledException", 403),
            ["denied"] = ("AccessDenied", 403),
            ["secret"] = ("SignatureDoesNotMatch", 403),
            ["chained"] = ("AccessDenied", 403),
        });
    }

    [Fact]
    public async Task It_administers_users_roles_and_policies_page_by_page_and_waits_for_them()
    {
        Tools.NeedNode();
        var seen = await RunAsync("iam.mjs");
        Text(seen, "waited", "roleWaited", "policyWaited").ShouldBe("""["SUCCESS","SUCCESS","SUCCESS"]""");
        Text(seen, "made").ShouldBe($"""["arn:aws:iam::{corporate.Account}:user/node/ines",true]""");
        Text(seen, "users", "tags").ShouldBe("""[[["ilse"],["ines"],["ivan"]],[{"Key":"team","Value":"a"}]]""");
        seen.GetProperty("role").EnumerateArray().Select(value => value.ToString()).ShouldBe(["<é & \"quoted\">", "7200", "True"]);
        seen.GetProperty("roles").EnumerateArray().Select(role => role.GetString()).ShouldContain("InNode");
        Text(seen, "versions", "attached", "seed", "device").ShouldBe("""[[["v2"],["v1"]],["InNode"],true,true]""");
        Text(seen, "simulated").ShouldBe("""[["iam:ListUsers","allowed"],["iam:GetUser","implicitDeny"]]""");
        seen.GetProperty("details").GetInt32().ShouldBeGreaterThanOrEqualTo(3);
        ShouldBeErrors(seen, new()
        {
            ["absent"] = ("NoSuchEntityException", 404),
            ["taken"] = ("EntityAlreadyExistsException", 409),
            ["held"] = ("DeleteConflictException", 409),
            ["malformed"] = ("MalformedPolicyDocumentException", 400),
            ["many"] = ("LimitExceededException", 409),
            ["twice"] = ("InvalidInputException", 400),
            ["password"] = ("PasswordPolicyViolationException", 400),
            ["device"] = ("InvalidAuthenticationCodeException", 403),
            ["invalid"] = ("ValidationError", 400),
            ["unserved"] = ("InvalidAction", 400),
        });
    }

    [Fact]
    public async Task It_administers_providers_the_account_and_inline_policies_and_simulates()
    {
        Tools.NeedNode();
        var seen = await RunAsync("account.mjs", ("IDP_METADATA", new Uri(corporate.IdentityProvider, "/metadata").AbsoluteUri));
        Text(seen, "shown", "updated", "providers").ShouldBe("""[true,true,["corporate","second"]]""");
        Text(seen, "aliases", "summary").ShouldBe("""[["in-node"],[1,10]]""");
        Text(seen, "trust", "inline", "document").ShouldBe("""[true,[["one"],["two"]],["iam:Gettwo"]]""");
        Text(seen, "attached").ShouldBe("""[["IAMReadOnlyAccess"],["IAMReadOnlyAccess"]]""");
        Text(seen, "keys").ShouldBe("""[["aws:PrincipalTag/team"],["aws:PrincipalTag/team"]]""");
        Text(seen, "simulated").ShouldBe("""["allowed","implicitDeny"]""");
        seen.GetProperty("issuer").GetString().ShouldBe($"{corporate.Url.GetLeftPart(UriPartial.Authority)}/oidc/{corporate.Account}");
        seen.GetProperty("vending").GetBoolean().ShouldBeTrue();
        ShouldBeErrors(seen, new()
        {
            ["enabledTwice"] = ("FeatureEnabledException", 409),
            ["disabledTwice"] = ("FeatureDisabledException", 404),
        });
    }

    [Fact]
    public async Task It_looks_up_what_was_done_page_by_page()
    {
        Tools.NeedNode();
        var seen = await RunAsync("cloudtrail.mjs");
        Text(seen, "pages", "groups").ShouldBe("""[[2,1],["third","second","first"]]""");
        Text(seen, "event").ShouldBe("""["iam.amazonaws.com","false",true,true]""");
        Text(seen, "named").ShouldBe("[1,true]");
        seen.GetProperty("agent").GetString().ShouldStartWith("aws-sdk-js/");
        Text(seen, "one", "none", "trail", "logging", "selected").ShouldBe("[1,0,1,true,1]");
        ShouldBeErrors(seen, new()
        {
            ["attribute"] = ("InvalidLookupAttributesException", 400),
            ["range"] = ("InvalidTimeRangeException", 400),
            ["results"] = ("InvalidMaxResultsException", 400),
            ["token"] = ("InvalidNextTokenException", 400),
            ["category"] = ("InvalidEventCategoryException", 400),
            ["trail"] = ("TrailNotFoundException", 400),
            ["unserved"] = ("UnknownOperationException", 400),
        });
    }

    private async Task<JsonElement> RunAsync(string script, params (string Name, string Value)[] variables)
    {
        using var root = new AwsCli(corporate.Url, corporate.Gateway.Root());
        return await root.NodeAsync(script, variables);
    }

    /// <summary>Each error was caught as its class, with its code and HTTP status, as the client's fault.</summary>
    private static void ShouldBeErrors(JsonElement seen, Dictionary<string, (string Name, int Status)> expected)
    {
        var errors = seen.GetProperty("errors");
        errors.EnumerateObject().Select(error => error.Name).ShouldBe(expected.Keys, ignoreOrder: true);
        foreach (var (call, (name, status)) in expected)
        {
            Text(errors, call).ShouldBe($"""[true,"{name}",{status},"client"]""", call);
        }
    }

    private static string Arn(JsonElement seen, string name) => seen.GetProperty(name).GetProperty("Arn").GetString()!;

    private static string Text(JsonElement seen, params string[] names) =>
        names.Length == 1 ? seen.GetProperty(names[0]).GetRawText() : JsonSerializer.Serialize(names.Select(name => seen.GetProperty(name)));
}
