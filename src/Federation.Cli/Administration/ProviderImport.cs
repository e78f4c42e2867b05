using System.Text.Json;
using Federation.Cli.Login;
using Federation.Cli.Policy;

namespace Federation.Cli.Administration;

/// <summary>What is imported.</summary>
/// <param name="Name">Name of the provider in its account.</param>
/// <param name="Source">A file, <c>-</c> for standard input, or the URL from which the gateway fetches the metadata from now on.</param>
/// <param name="TrustAnchorFile">PEM certificate that signs the metadata, or null.</param>
/// <param name="Preset">A compatibility preset, or null.</param>
internal sealed record ImportOrder(string Name, string Source, string? TrustAnchorFile, string? Preset);

/// <summary><c>fed idp import</c>: makes a SAML provider, or brings the one of that name up to date.</summary>
internal sealed class ProviderImport(CommandStreams streams, OperationClient client)
{
    public async Task<int> RunAsync(ImportOrder order, OutputFormat output, CancellationToken cancellationToken)
    {
        var url = Uri.TryCreate(order.Source, UriKind.Absolute, out var parsed) && parsed.Scheme is "https" or "http" ? parsed : null;
        var account = await client.QueryAsync("sts", "GetCallerIdentity", "Account", cancellationToken);
        var arn = $"arn:aws:iam::{account}:saml-provider/{order.Name}";
        var document = url is null ? await InputFile.ReadAsync(order.Source, streams, cancellationToken) : null;
        var isNew = !await ExistsAsync(arn, cancellationToken);
        if (isNew)
        {
            document ??= await MetadataDownload.GetAsync(url!, cancellationToken);
            arn = await client.QueryAsync("iam", "CreateSAMLProvider", "SAMLProviderArn", cancellationToken, ("Name", order.Name), ("SAMLMetadataDocument", document))
                ?? throw new CliException("the gateway's answer names no provider");
        }
        else if (document is not null)
        {
            await client.QueryAsync("iam", "UpdateSAMLProvider", "SAMLProviderArn", cancellationToken, ("SAMLProviderArn", arn), ("SAMLMetadataDocument", document));
        }

        await SetAsync(arn, url, order, cancellationToken);
        await streams.Output.WriteLineAsync(output == OutputFormat.Json
            ? JsonSerializer.Serialize(new { samlProviderArn = arn, created = isNew, metadataUrl = url?.AbsoluteUri })
            : arn);
        return ExitCodes.Done;
    }

    private async Task<bool> ExistsAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            await client.QueryAsync("iam", "GetSAMLProvider", "CreateDate", cancellationToken, ("SAMLProviderArn", arn));
            return true;
        }
        catch (OperationRefusedException refusal) when (refusal.Code == "NoSuchEntity")
        {
            return false;
        }
    }

    private async Task SetAsync(string arn, Uri? url, ImportOrder order, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, object>(StringComparer.Ordinal) { ["SAMLProviderArn"] = arn };
        if (url is not null)
        {
            settings["MetadataUrl"] = url.AbsoluteUri;
        }

        if (order.TrustAnchorFile is { } file)
        {
            settings["MetadataTrustAnchor"] = await InputFile.ReadAsync(file, streams, cancellationToken);
        }

        if (order.Preset is { } preset)
        {
            settings["Preset"] = preset;
        }

        if (settings.Count > 1)
        {
            await client.FederationAsync("UpdateSamlProviderSettings", settings, cancellationToken);
        }
    }
}
