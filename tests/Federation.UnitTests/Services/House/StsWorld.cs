using Federation.Services.Authorization;
using Federation.Services.Credentials;
using Federation.Services.Pipeline;
using Federation.Services.Sessions;
using Federation.Services.Sts;

namespace Federation.UnitTests.Services.House;

/// <summary>Sessions of roles, as the door makes callers of their credentials.</summary>
internal static class StsWorld
{
    public static string TrustsAws(string principal, string condition = "", string actions = "\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{principal}}"},"Action":[{{actions}}]{{condition}}}]}""";

    /// <summary>A caller with credentials of a role that were issued without a call.</summary>
    public static async Task<Caller> SessionAsync(this TestHouse house, string roleArn, Func<SessionClaims, SessionClaims>? change = null)
    {
        var role = (await house.Get<PrincipalDirectory>().FindRoleByArnAsync(roleArn, default)).ShouldNotBeNull().Role;
        var claims = new SessionClaims
        {
            Principal = SessionPrincipal.Role,
            PrincipalId = role.RoleId,
            SessionName = "first",
            IssuedAt = house.Time.GetUtcNow(),
            ExpiresAt = house.Time.GetUtcNow().AddHours(1),
            SessionId = "session-of-first",
            SubjectKey = "subject-of-first",
            HomeAccount = role.AccountId.Value,
        };
        var issued = house.Get<SessionIssuer>().Issue(role.AccountId, change is null ? claims : change(claims), new AuditNotes());
        issued.Error.ShouldBeNull();
        return await house.CallerAsync(CredentialsShape.Of(issued.Value!));
    }

    /// <summary>The caller of credentials that are good.</summary>
    public static async Task<Caller> CallerAsync(this TestHouse house, CredentialsShape credentials)
    {
        var caller = await house.AuthenticateAsync(credentials);
        caller.Error.ShouldBeNull();
        return caller.Value!;
    }

    public static async Task<Federation.Model.Results.Result<Caller>> AuthenticateAsync(this TestHouse house, CredentialsShape credentials)
    {
        var authenticator = house.Get<CredentialAuthenticator>();
        var candidate = await authenticator.FindAsync(credentials.AccessKeyId!, credentials.SessionToken, house.Time.GetUtcNow(), () => true, default);
        if (!candidate.Succeeded)
        {
            return candidate.Error;
        }

        System.Text.Encoding.ASCII.GetString(candidate.Value.Secret.Reveal()).ShouldBe(credentials.SecretAccessKey);
        return await authenticator.CompleteAsync(candidate.Value, house.Time.GetUtcNow(), default);
    }

    public static AssumeRoleRequest Assume(string role, string session = "second") => new() { RoleArn = role, RoleSessionName = session };

    public static Task<AssumeRoleResponse> AssumeAsync(this TestHouse house, Caller caller, AssumeRoleRequest request) =>
        house.DoAsync<AssumeRoleResponse>("sts", "AssumeRole", request, caller);

    public static async Task<Federation.Model.Results.AwsError> RefusedAsync(this TestHouse house, Caller caller, AssumeRoleRequest request) =>
        (await house.CallAsync("sts", "AssumeRole", request, caller)).Error.ShouldNotBeNull();
}
