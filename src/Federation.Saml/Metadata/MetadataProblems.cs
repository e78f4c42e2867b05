using Federation.Saml.Validation;

namespace Federation.Saml.Metadata;

/// <summary>Collects every problem of one document.</summary>
internal sealed class MetadataProblems
{
    private readonly List<SamlMetadataProblem> _problems = [];

    public bool HasErrors { get; private set; }

    public IReadOnlyList<SamlMetadataProblem> All => _problems;

    public void Error(string message)
    {
        HasErrors = true;
        _problems.Add(new SamlMetadataProblem(true, message));
    }

    public void Warn(string message) => _problems.Add(new SamlMetadataProblem(false, message));

    public void AddFailures(CheckList checks)
    {
        foreach (var check in checks.Checks.Where(check => !check.Passed))
        {
            Error($"{check.Rule.Title}: {check.Actual ?? "this is not so"}");
        }
    }

    public SamlMetadataResult Refuse() => new(null, _problems);
}
