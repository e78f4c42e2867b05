using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Services.Iam.SamlProviders;
using Federation.Services.Pipeline;
using Federation.Services.SignIn;

namespace Federation.Services.Traces;

/// <summary>federation: CreateTestLogin.</summary>
public sealed record CreateTestLoginRequest
{
    /// <summary>ARN of the provider.</summary>
    [Required, Length(20, 2048)]
    public string? SAMLProviderArn { get; init; }
}

/// <summary>federation: CreateTestLogin, answer.</summary>
public sealed record CreateTestLoginResponse
{
    /// <summary>A link that begins the test, once.</summary>
    [DataType(DataType.Password)]
    public string? TestLoginUrl { get; init; }

    /// <summary>Id of the trace that comes of it.</summary>
    public string? TraceId { get; init; }

    /// <summary>When the link runs out.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>
/// Begins a test of a provider: whoever opens the link signs in at the IdP and is signed in nowhere here. What came, the proposed key and what each rule would give stand in
/// the trace.
/// </summary>
public sealed class CreateTestLogin(SealedSessions sessions, ServiceOptions options) : ReadOperation<CreateTestLoginRequest, CreateTestLoginResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "CreateTestLogin", AccessLevel.Read) { Resource = ActionResource.SamlProvider, ConditionKeys = ["iam:ResourceTag/"] };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(CreateTestLoginRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await SamlProviderDemand.OnExistingAsync(Descriptor.Action, request.SAMLProviderArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<CreateTestLoginResponse>> HandleAsync(CreateTestLoginRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var provider = await SamlProviderRules.FindAsync(store.SamlProviders, context, request.SAMLProviderArn!, cancellationToken);
        if (!provider.Succeeded)
        {
            return provider.Error;
        }

        var handle = Handles.Create();
        var test = new TestSignIn { ProviderArn = provider.Value.Arn, TraceId = EventIds.Create(context.Now) };
        var end = context.Now + TestSignIn.Lifetime;
        await sessions.TryAddAsync(TestSignIn.Kind, Handles.IdOf(handle), test, end, [], cancellationToken);
        context.Audit.Resources.Add(new AuditResource("AWS::IAM::SAMLProvider", provider.Value.Arn));
        return new CreateTestLoginResponse { TestLoginUrl = $"{options.PublicUrl}/saml/login?test={handle}", TraceId = test.TraceId, ExpiresAt = end };
    }
}
