using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Federation.Saml;
using Federation.Saml.Assertions;
using Federation.Saml.Bindings;
using Federation.Saml.Encryption;
using Federation.Saml.Logout;
using Federation.Saml.Validation;
using Federation.Saml.Xml;
using static Federation.UnitTests.Saml.ResponseBuilder;

namespace Federation.UnitTests.Saml;

public sealed class LogoutTests
{
    private const string Slo = "https://fed.example.net/saml/slo";
    private const string RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    private const string Persistent = SamlNameIdFormats.Persistent;

    internal static readonly SamlLogoutContext Logout = new() { Provider = Provider(), Destinations = [Slo], Now = Now, PendingRequestId = "_ours" };

    private const string NameIdXml = $"""<saml:NameID NameQualifier="{IdpEntityId}" SPNameQualifier="{SpEntityId}" Format="{Persistent}">alice</saml:NameID>""";

    [Fact]
    public void A_redirected_request_is_verified_over_the_query_as_received()
    {
        var result = Validate(Query("SAMLRequest", Request(), "state+with/odd=chars"));

        var request = result.Message.ShouldNotBeNull();
        request.Id.ShouldBe("_l1");
        request.NameId.ShouldBe(new SamlNameId("alice", Persistent, IdpEntityId, SpEntityId));
        request.SessionIndexes.ShouldBe(["_session1", "_session2"]);
    }

    [Fact]
    public void Lower_case_escapes_and_another_order_of_parameters_verify_all_the_same()
    {
        var query = Query("SAMLRequest", Request(), "s/s", escape: text => Uri.EscapeDataString(text).Replace("%2F", "%2f", StringComparison.Ordinal).Replace("%2B", "%2b", StringComparison.Ordinal).Replace("%3D", "%3d", StringComparison.Ordinal));
        var reversed = string.Join('&', query.Split('&').Reverse()) + "&tenant=1";

        Validate("?" + query).FirstFailure.ShouldBeNull();
        Validate(reversed).FirstFailure.ShouldBeNull();
    }

    [Fact]
    public void A_RelayState_may_be_empty_signed_or_not_and_a_plus_in_it_is_a_space()
    {
        Validate(Query("SAMLRequest", Request(), "")).FirstFailure.ShouldBeNull();
        Validate(Query("SAMLRequest", Request(), null) + "&RelayState=").FirstFailure.ShouldBeNull();
        var spaced = Query("SAMLRequest", Request(), "a b", escape: text => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal));
        Validate(spaced).FirstFailure.ShouldBeNull();
        UnverifiedLogoutMessage.ReadRedirect(spaced, out _).ShouldNotBeNull().RelayState.ShouldBe("a b");
        UnverifiedLogoutMessage.ReadRedirect(Query("SAMLRequest", Request(), ""), out _).ShouldNotBeNull().RelayState.ShouldBeNull();
    }

    public static TheoryData<string, string> BrokenQueries => new()
    {
        { "unsigned", "signature.required" },
        { "other key", "signature.value" },
        { "relay state changed", "signature.value" },
        { "relay state added", "signature.value" },
        { "message changed", "signature.value" },
        { "no SigAlg", "signature.algorithm" },
        { "SHA-1", "signature.algorithm" },
        { "HMAC", "signature.algorithm" },
        { "no Signature", "signature.structure" },
        { "twice", "message.base64" },
        { "both kinds", "message.base64" },
        { "other encoding", "message.base64" },
        { "no deflate", "message.base64" },
        { "no base64", "message.base64" },
        { "bomb", "xml.size" },
        { "response as request", "message.root" },
    };

    [Theory]
    [MemberData(nameof(BrokenQueries))]
    public void A_broken_redirect_is_refused_by_its_rule(string name, string rule)
    {
        var valid = Query("SAMLRequest", Request(), "state");
        var query = name switch
        {
            "unsigned" => valid[..valid.IndexOf("&SigAlg", StringComparison.Ordinal)],
            "other key" => Query("SAMLRequest", Request(), "state", TestKeys.OtherIdp),
            "relay state changed" => valid.Replace("RelayState=state", "RelayState=other", StringComparison.Ordinal),
            "relay state added" => Query("SAMLRequest", Request(), null) + "&RelayState=evil",
            "message changed" => Query("SAMLRequest", Request(), "state").Replace(Packed(Request()), Packed(Request().Replace("alice", "admin", StringComparison.Ordinal)), StringComparison.Ordinal),
            "no SigAlg" => valid.Replace("SigAlg", "Nothing", StringComparison.Ordinal),
            "SHA-1" => valid.Replace(Uri.EscapeDataString(RsaSha256), Uri.EscapeDataString("http://www.w3.org/2000/09/xmldsig#rsa-sha1"), StringComparison.Ordinal),
            "HMAC" => valid.Replace("rsa-sha256", "hmac-sha256", StringComparison.Ordinal),
            "no Signature" => valid[..valid.IndexOf("&Signature", StringComparison.Ordinal)],
            "twice" => valid + "&RelayState=state",
            "both kinds" => valid + "&SAMLResponse=x",
            "other encoding" => valid + "&SAMLEncoding=urn:x",
            "no deflate" => "SAMLRequest=%2F%2F%2F%2F",
            "no base64" => "SAMLRequest=%21%21",
            "bomb" => "SAMLRequest=" + Packed("<a>" + new string(' ', 2_000_000) + "</a>"),
            _ => Query("SAMLRequest", Response(), "state"),
        };

        Validate(query).FirstFailure.ShouldNotBeNull().Rule.Id.ShouldBe(rule);
    }

    [Fact]
    public void A_posted_request_is_verified_by_its_enveloped_signature()
    {
        var result = Post(Request(), TestKeys.Idp);

        result.Message.ShouldNotBeNull().NameId.Value.ShouldBe("alice");
        Post(Request(), TestKeys.OtherIdp).FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.SignatureValue);
        Post(Request(), null).FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.SignatureRequired);
        Post(Request(), TestKeys.Idp, xml => xml.Replace(">alice<", ">admin<", StringComparison.Ordinal)).FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.SignatureDigest);
    }

    [Fact]
    public void A_posted_value_that_is_no_base64_or_too_large_is_refused()
    {
        UnverifiedLogoutMessage.ReadPost("!!", true, null, out var broken).ShouldBeNull();
        UnverifiedLogoutMessage.ReadPost(new string('A', 1_000_000), true, null, out var large).ShouldBeNull();

        broken.ShouldHaveSingleItem().Rule.ShouldBe(SamlRules.Base64);
        large.ShouldHaveSingleItem().Rule.ShouldBe(SamlRules.Size);
    }

    [Fact]
    public void A_response_is_never_taken_for_a_request_nor_the_other_way_round()
    {
        var response = UnverifiedLogoutMessage.ReadRedirect(Query("SAMLResponse", Response(), null), out _).ShouldNotBeNull();
        var request = UnverifiedLogoutMessage.ReadRedirect(Query("SAMLRequest", Request(), null), out _).ShouldNotBeNull();

        SamlLogoutValidator.ValidateRequest(response, Logout).FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.Root);
        SamlLogoutValidator.ValidateResponse(request, Logout).FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.Root);
    }

    [Fact]
    public void A_signature_inside_a_redirected_message_counts_for_nothing()
    {
        var document = TestSigner.Load(Request());
        TestSigner.Sign(document.DocumentElement!, new Signing());

        Validate("SAMLRequest=" + Packed(document.OuterXml)).FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.SignatureRequired);
    }

    public static TheoryData<string, string, string> BrokenRequests => new()
    {
        { "alice</saml:NameID>", "alice</saml:NameID><saml:NameID>bob</saml:NameID>", "logout.subject" },
        { NameIdXml, "", "logout.subject" },
        { NameIdXml, "<saml:BaseID/>", "logout.subject" },
        { $"NotOnOrAfter=\"{At(60)}\"", $"NotOnOrAfter=\"{At(-180)}\"", "logout.not-on-or-after" },
        { $"NotOnOrAfter=\"{At(60)}\"", "NotOnOrAfter=\"soon\"", "logout.not-on-or-after" },
        { $"IssueInstant=\"{At(0)}\"", $"IssueInstant=\"{At(-601)}\"", "message.age" },
        { $"IssueInstant=\"{At(0)}\"", $"IssueInstant=\"{At(181)}\"", "message.issue-instant" },
        { $"Destination=\"{Slo}\"", "Destination=\"https://other.example/slo\"", "message.destination" },
        { $"Destination=\"{Slo}\"", "", "message.destination" },
        { $"<saml:Issuer>{IdpEntityId}</saml:Issuer>", "", "message.issuer" },
        { "Version=\"2.0\"", "Version=\"1.1\"", "message.version" },
        { "ID=\"_l1\"", "", "message.id" },
    };

    [Theory]
    [MemberData(nameof(BrokenRequests))]
    public void A_broken_request_is_refused_by_its_rule(string from, string to, string rule) =>
        Validate(Query("SAMLRequest", Request().Replace(from, to, StringComparison.Ordinal), null)).FirstFailure.ShouldNotBeNull().Rule.Id.ShouldBe(rule);

    [Fact]
    public void An_encrypted_subject_is_opened()
    {
        var document = TestSigner.Load(Request());
        new TestEncryption { Algorithm = TestEncryption.Cbc128 }.Apply(Find(document, "NameID"), "EncryptedID");
        var query = Query("SAMLRequest", document.OuterXml, null);

        Validate(query, Logout with { DecryptionKeys = [SamlDecryptionKey.Create(TestKeys.Sp)] }).Message.ShouldNotBeNull().NameId.Value.ShouldBe("alice");
        Validate(query).FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.Decryption);
    }

    [Fact]
    public void Sessions_are_found_by_name_identifier_and_session_index()
    {
        var request = Validate(Query("SAMLRequest", Request(), null)).Message.ShouldNotBeNull();
        var all = Validate(Query("SAMLRequest", Request().Replace("<samlp:SessionIndex>_session1</samlp:SessionIndex><samlp:SessionIndex>_session2</samlp:SessionIndex>", "", StringComparison.Ordinal), null)).Message.ShouldNotBeNull();
        var alice = new SamlNameId("alice", Persistent);

        request.Covers(alice, "_session2").ShouldBeTrue();
        request.Covers(alice, "_session3").ShouldBeFalse();
        request.Covers(alice, null).ShouldBeFalse();
        request.Covers(alice with { Value = "Alice" }, "_session1").ShouldBeFalse();
        request.Covers(alice with { Format = SamlNameIdFormats.EmailAddress }, "_session1").ShouldBeFalse();
        request.Covers(alice with { SpNameQualifier = "https://other.example" }, "_session1").ShouldBeFalse();
        all.Covers(alice with { Format = null }, null).ShouldBeTrue();
    }

    [Fact]
    public void A_response_tells_whether_the_logout_was_complete()
    {
        var partial = Response().Replace("status:Success\"/>", "status:Success\"><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:PartialLogout\"/></samlp:StatusCode>", StringComparison.Ordinal);

        ValidateResponse(Query("SAMLResponse", Response(), "s")).Message.ShouldNotBeNull().IsComplete.ShouldBeTrue();
        ValidateResponse(Query("SAMLResponse", partial, "s")).Message.ShouldNotBeNull().IsComplete.ShouldBeFalse();
    }

    [Fact]
    public void An_unsigned_response_is_taken_unless_a_signature_is_demanded_and_a_bad_one_never()
    {
        var unsigned = "SAMLResponse=" + Packed(Response());

        ValidateResponse(unsigned).FirstFailure.ShouldBeNull();
        ValidateResponse(unsigned, Logout with { RequireSignedResponse = true }).FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.SignatureRequired);
        ValidateResponse(Query("SAMLResponse", Response(), null, TestKeys.OtherIdp)).FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.SignatureValue);
    }

    [Theory]
    [InlineData("InResponseTo=\"_ours\"", "InResponseTo=\"_other\"", "logout.in-response-to")]
    [InlineData("InResponseTo=\"_ours\"", "", "logout.in-response-to")]
    [InlineData("samlp:StatusCode", "samlp:Other", "logout.status")]
    public void A_broken_response_is_refused_by_its_rule(string from, string to, string rule) =>
        ValidateResponse(Query("SAMLResponse", Response().Replace(from, to, StringComparison.Ordinal), null)).FirstFailure.ShouldNotBeNull().Rule.Id.ShouldBe(rule);

    [Fact]
    public void No_response_is_taken_when_nothing_is_pending() =>
        ValidateResponse(Query("SAMLResponse", Response().Replace("InResponseTo=\"_ours\"", "", StringComparison.Ordinal), null), Logout with { PendingRequestId = null })
            .FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.LogoutInResponseTo);

    [Fact]
    public void Our_request_echoes_the_name_identifier_with_exactly_the_attributes_it_came_with()
    {
        var credential = SamlSigningCredential.Create(TestKeys.Sp);
        var request = new SamlLogoutRequest
        {
            Id = "_o",
            Issuer = SpEntityId,
            IssueInstant = Now,
            Destination = "https://idp.example.org/slo",
            NameId = new("alice", null),
            SessionIndexes = ["_session1"],
        };

        var bare = OutgoingMessageTests.Inflate(OutgoingMessageTests.Query(SamlRedirectBinding.Encode(request, "s", credential), "SAMLRequest"));
        Find(bare.OwnerDocument, "NameID").Attributes.Count.ShouldBe(1, "only the namespace");
        var full = request with { NameId = new("alice", Persistent, "n", "s", "p") };
        Find(Xml(SamlPostBinding.Encode(full, null, credential)), "NameID").OuterXml.ShouldContain("NameQualifier=\"n\" SPNameQualifier=\"s\" Format=\"" + Persistent + "\" SPProvidedID=\"p\"");
        OutgoingMessageTests.FrameworkVerifies(Xml(SamlPostBinding.Encode(full, null, credential)).DocumentElement!, TestKeys.Sp).ShouldBeTrue();
        Find(bare.OwnerDocument, "SessionIndex").InnerText.ShouldBe("_session1");
    }

    [Fact]
    public void Our_answer_carries_status_and_the_providers_relay_state()
    {
        var response = new SamlLogoutResponse
        {
            Id = "_o",
            InResponseTo = "_l1",
            Issuer = SpEntityId,
            IssueInstant = Now,
            Destination = "https://idp.example.org/slo-response",
            SubStatusCode = SamlStatusCodes.PartialLogout,
        };

        var url = SamlRedirectBinding.Encode(response, new string('r', 200), SamlSigningCredential.Create(TestKeys.Sp));

        OutgoingMessageTests.Query(url, "RelayState").ShouldBe(new string('r', 200));
        var root = OutgoingMessageTests.Inflate(OutgoingMessageTests.Query(url, "SAMLResponse"));
        root.GetAttribute("InResponseTo").ShouldBe("_l1");
        root.OuterXml.ShouldContain(SamlStatusCodes.PartialLogout);
        url.ShouldContain("&Signature=");
    }

    private static System.Xml.XmlDocument Xml(SamlPostForm form) => TestSigner.Load(Encoding.UTF8.GetString(Convert.FromBase64String(form.Value)));

    private static SamlLogoutResult<ValidatedLogoutRequest> Validate(string query, SamlLogoutContext? context = null) =>
        UnverifiedLogoutMessage.ReadRedirect(query, out var checks) is { } message ? SamlLogoutValidator.ValidateRequest(message, context ?? Logout) : new(null, checks);

    private static SamlLogoutResult<ValidatedLogoutResponse> ValidateResponse(string query, SamlLogoutContext? context = null) =>
        UnverifiedLogoutMessage.ReadRedirect(query, out var checks) is { } message ? SamlLogoutValidator.ValidateResponse(message, context ?? Logout) : new(null, checks);

    private static SamlLogoutResult<ValidatedLogoutRequest> Post(string xml, X509Certificate2? certificate, Func<string, string>? change = null)
    {
        var document = TestSigner.Load(xml);
        if (certificate is not null)
        {
            TestSigner.Sign(document.DocumentElement!, new Signing { Certificate = certificate });
        }

        var text = change is null ? document.OuterXml : change(document.OuterXml);
        var message = UnverifiedLogoutMessage.ReadPost(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)), true, "state", out _).ShouldNotBeNull();
        message.RelayState.ShouldBe("state");
        return SamlLogoutValidator.ValidateRequest(message, Logout);
    }

    internal static string Request() =>
        $"""<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_l1" Version="2.0" IssueInstant="{At(0)}" Destination="{Slo}" NotOnOrAfter="{At(60)}"><saml:Issuer>{IdpEntityId}</saml:Issuer>{NameIdXml}<samlp:SessionIndex>_session1</samlp:SessionIndex><samlp:SessionIndex>_session2</samlp:SessionIndex></samlp:LogoutRequest>""";

    private static string Response() =>
        $"""<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_l2" Version="2.0" IssueInstant="{At(0)}" Destination="{Slo}" InResponseTo="_ours"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{IdpEntityId}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status></samlp:LogoutResponse>""";

    private static string Query(string parameter, string xml, string? relayState, X509Certificate2? certificate = null, Func<string, string>? escape = null)
    {
        escape ??= Uri.EscapeDataString;
        var query = parameter + "=" + escape(Uri.UnescapeDataString(Packed(xml))) + (relayState is null ? "" : "&RelayState=" + escape(relayState)) + "&SigAlg=" + escape(RsaSha256);
        var signature = (certificate ?? TestKeys.Idp).GetRSAPrivateKey()!.SignData(Encoding.ASCII.GetBytes(query), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return query + "&Signature=" + escape(Convert.ToBase64String(signature));
    }

    private static string Packed(string xml)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, true))
        {
            deflate.Write(Encoding.UTF8.GetBytes(xml));
        }

        return Uri.EscapeDataString(Convert.ToBase64String(packed.ToArray()));
    }
}
