using System.Xml;
using Federation.Saml.Protocol;
using Federation.Saml.Validation;
using Federation.Saml.Xml;

namespace Federation.Saml.Metadata;

/// <summary>Reads one EntityDescriptor with its IDPSSODescriptor (SAML Metadata 2.3.2, 2.4.3).</summary>
internal sealed class EntityDescriptorReader(SamlMetadataOptions options, MetadataProblems problems)
{
    private const int LongestEntityId = 1024;
    private const int MostKeys = 16;

    public SamlMetadataResult Read(ElementNode entity)
    {
        var entityId = entity.Attribute("entityID");
        if (entityId is null or { Length: 0 or > LongestEntityId })
        {
            problems.Error("the entity id is missing or longer than 1024 characters");
        }

        // SAML Metadata 2.4.1: protocolSupportEnumeration says which protocols a role speaks.
        var role = entity.Children(XmlNames.Metadata, "IDPSSODescriptor").FirstOrDefault(SpeaksSaml2);
        if (role is null)
        {
            problems.Error("the metadata has no IDPSSODescriptor for SAML 2.0: it is not an identity provider's");
            return problems.Refuse();
        }

        var validUntil = ValidUntil(entity, role);
        var keys = new KeyDescriptorReader(options.Now, problems).Read(role);
        if (keys.Count == 0)
        {
            problems.Error("the metadata has no usable signing key");
        }
        else if (keys.Count > MostKeys)
        {
            problems.Error($"the metadata has more than {MostKeys} signing keys");
        }

        var signOn = Endpoints(role, "SingleSignOnService");
        if (signOn.Count == 0)
        {
            problems.Error("the metadata has no SingleSignOnService");
        }
        else if (!signOn.Any(endpoint => endpoint.Binding is SamlBindings.HttpRedirect or SamlBindings.HttpPost))
        {
            problems.Error("no SingleSignOnService uses HTTP-Redirect or HTTP-POST");
        }

        return problems.HasErrors ? problems.Refuse() : new SamlMetadataResult(Build(entity, role, keys, signOn, validUntil), problems.All);
    }

    private SamlIdpMetadata Build(
        ElementNode entity, ElementNode role, IReadOnlyList<SamlKey> keys, IReadOnlyList<SamlEndpoint> signOn, DateTimeOffset? validUntil) => new()
        {
            EntityId = entity.Attribute("entityID")!,
            SigningKeys = keys,
            SingleSignOnServices = signOn,
            SingleLogoutServices = Endpoints(role, "SingleLogoutService"),
            WantAuthnRequestsSigned = role.Attribute("WantAuthnRequestsSigned")?.Trim() is "true" or "1",
            NameIdFormats = [.. role.Children(XmlNames.Metadata, "NameIDFormat").Select(format => format.TrimmedText() ?? string.Empty).Where(format => format.Length > 0)],
            ValidUntil = validUntil,
            CacheDuration = CacheDuration(entity, role),
            DisplayName = DisplayName(entity, role),
        };

    private static bool SpeaksSaml2(ElementNode role) =>
        role.Attribute("protocolSupportEnumeration")?.Split((char[]?)[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Contains(XmlNames.Protocol) == true;

    // SAML Metadata 2.3.1, 2.4.1: each level may say it, the earliest counts.
    private DateTimeOffset? ValidUntil(ElementNode entity, ElementNode role)
    {
        DateTimeOffset? earliest = null;
        foreach (var level in Levels(entity, role))
        {
            if (level.Attribute("validUntil") is not { } text)
            {
                continue;
            }

            if (!SamlInstant.TryParse(text, out var instant))
            {
                problems.Error($"validUntil is no instant: `{CheckList.Shown(text)}`");
            }
            else if (earliest is null || instant < earliest)
            {
                earliest = instant;
            }
        }

        if (earliest <= options.Now)
        {
            problems.Error($"the metadata was valid until {SamlInstant.Format(earliest.Value)}");
        }

        return earliest;
    }

    private TimeSpan? CacheDuration(ElementNode entity, ElementNode role)
    {
        TimeSpan? least = null;
        foreach (var level in Levels(entity, role))
        {
            if (level.Attribute("cacheDuration") is not { } text)
            {
                continue;
            }

            if (!TryDuration(text, out var duration))
            {
                problems.Warn($"cacheDuration is no duration: `{CheckList.Shown(text)}`");
            }
            else if (least is null || duration < least)
            {
                least = duration;
            }
        }

        return least;
    }

    private static IEnumerable<ElementNode> Levels(ElementNode entity, ElementNode role)
    {
        yield return role;
        for (ElementNode? level = entity; level is not null; level = level.Parent)
        {
            yield return level;
        }
    }

    private static bool TryDuration(string text, out TimeSpan duration)
    {
        try
        {
            duration = XmlConvert.ToTimeSpan(text.Trim());
            return duration > TimeSpan.Zero;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            duration = default;
            return false;
        }
    }

    private List<SamlEndpoint> Endpoints(ElementNode role, string name)
    {
        var endpoints = new List<SamlEndpoint>();
        foreach (var element in role.Children(XmlNames.Metadata, name))
        {
            var binding = element.Attribute("Binding")?.Trim();
            var location = element.Attribute("Location")?.Trim();
            var response = element.Attribute("ResponseLocation")?.Trim();
            if (string.IsNullOrEmpty(binding) || !IsWebUrl(location) || (response is not null && !IsWebUrl(response)))
            {
                problems.Warn($"a {name} without a binding or with a location that is no http or https URL is ignored: `{CheckList.Shown(location)}`");
                continue;
            }

            endpoints.Add(new SamlEndpoint(binding, location!, response));
        }

        return endpoints;
    }

    // A browser is sent there: javascript:, data: and file: must never get into a redirect or a form.
    private static bool IsWebUrl(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && uri.UserInfo.Length == 0;

    // SAML V2.0 Metadata Extensions for Login and Discovery User Interface 2.1.2; else SAML Metadata 2.3.2.1. The pages are in English.
    private static string? DisplayName(ElementNode entity, ElementNode role)
    {
        var names = role.Child(XmlNames.Metadata, "Extensions")?.Child(XmlNames.MetadataUi, "UIInfo")?.Children(XmlNames.MetadataUi, "DisplayName").ToArray();
        if (names is null or [])
        {
            names = entity.Child(XmlNames.Metadata, "Organization")?.Children(XmlNames.Metadata, "OrganizationDisplayName").ToArray() ?? [];
        }

        var named = names.FirstOrDefault(IsEnglish) ?? names.FirstOrDefault();
        return CheckList.Shown(named?.TrimmedText()) is { Length: > 0 } text ? text : null;
    }

    private static bool IsEnglish(ElementNode name) =>
        name.Attribute(XmlNames.Xml, "lang") is { } language && (language == "en" || language.StartsWith("en-", StringComparison.OrdinalIgnoreCase));
}
