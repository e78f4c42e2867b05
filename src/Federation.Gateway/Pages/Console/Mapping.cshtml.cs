using Federation.Services.Mappings;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Gateway.Pages.Console;

/// <summary>One role mapping: edit, try, dry run, versions, roll-back.</summary>
public sealed class MappingModel(ConsoleServices services) : ConsolePage(services)
{
    private const string Template =
        """
        {
          "Version": "2026-11-23",
          "Provider": "arn:aws:iam::ACCOUNT:saml-provider/NAME",
          "Rules": [
            { "Sid": "Developers", "Roles": ["arn:aws:iam::ACCOUNT:role/ROLE"],
              "Condition": { "ForAnyValue:StringEquals": { "saml:attribute/groups": "developers" } } }
          ]
        }
        """;

    /// <summary>Name.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Name { get; set; }

    /// <summary>The document in the editor.</summary>
    [BindProperty]
    public string? Document { get; set; }

    /// <summary>A recorded login to try it on.</summary>
    [BindProperty]
    public string? TraceId { get; set; }

    /// <summary>The versions, the newest first.</summary>
    public IReadOnlyList<RoleMappingShape> Versions { get; private set; } = [];

    /// <summary>The dry run, or null.</summary>
    public PreviewRoleMappingResponse? Preview { get; private set; }

    /// <summary>The trial, or null.</summary>
    public TestRoleMappingResponse? Trial { get; private set; }

    /// <summary>Shows a version in the editor.</summary>
    public async Task OnGetAsync(int? version, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(Name))
        {
            Document = Template;
            return;
        }

        var request = new GetRoleMappingRequest { Name = Name, DocumentVersion = version };
        Document = (await InvokeAsync<RoleMappingResponse>("federation", "GetRoleMapping", request, cancellationToken))?.RoleMapping?.Document;
        await ListVersionsAsync(cancellationToken);
    }

    /// <summary>Saves a new version.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var saved = await InvokeAsync<RoleMappingResponse>("federation", "PutRoleMapping", new PutRoleMappingRequest { Name = Name, Document = Document }, cancellationToken);
        Done = saved is null ? null : $"Saved as version {saved.RoleMapping!.DocumentVersion}. It counts from now on.";
        return await ShowAsync(saved is not null, cancellationToken);
    }

    /// <summary>Says who would lose or gain which role.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken cancellationToken)
    {
        Preview = await InvokeAsync<PreviewRoleMappingResponse>("federation", "PreviewRoleMapping", new PreviewRoleMappingRequest { Name = Name, Document = Document }, cancellationToken);
        return await ShowAsync(!string.IsNullOrEmpty(Name), cancellationToken);
    }

    /// <summary>Tries the document on a recorded login.</summary>
    public async Task<IActionResult> OnPostTryAsync(CancellationToken cancellationToken)
    {
        Trial = await InvokeAsync<TestRoleMappingResponse>("federation", "TestRoleMapping", new TestRoleMappingRequest { Document = Document, TraceId = TraceId?.Trim() }, cancellationToken);
        return await ShowAsync(false, cancellationToken);
    }

    /// <summary>Brings a former version back.</summary>
    public async Task<IActionResult> OnPostRollBackAsync(int? version, CancellationToken cancellationToken)
    {
        var request = new RollBackRoleMappingRequest { Name = Name, DocumentVersion = version };
        var back = await InvokeAsync<RoleMappingResponse>("federation", "RollBackRoleMapping", request, cancellationToken);
        Done = back is null ? null : $"Version {version} is back as version {back.RoleMapping!.DocumentVersion}.";
        Document = back?.RoleMapping?.Document ?? Document;
        return await ShowAsync(true, cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(bool listVersions, CancellationToken cancellationToken)
    {
        if (listVersions)
        {
            await ListVersionsAsync(cancellationToken);
        }

        return Page();
    }

    private async Task ListVersionsAsync(CancellationToken cancellationToken) => Versions =
        (await InvokeAsync<ListRoleMappingVersionsResponse>("federation", "ListRoleMappingVersions", new ListRoleMappingVersionsRequest { Name = Name }, cancellationToken))?.Versions ?? [];
}
