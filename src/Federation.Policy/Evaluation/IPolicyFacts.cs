using Federation.Policy.Compilation;

namespace Federation.Policy.Evaluation;

/// <summary>What the decision logic asks about the policies of a request. Each answer is sought only when it matters.</summary>
internal interface IPolicyFacts
{
    /// <summary>Whether any applicable policy denies explicitly.</summary>
    bool AnyDeny();

    /// <summary>Whether every level of service control policies allows.</summary>
    bool ServiceControlAllows();

    bool EndpointAllows();

    PrincipalMatch ResourceGrants();

    bool IdentityAllows();

    bool BoundaryAllows();

    bool SessionAllows();
}
