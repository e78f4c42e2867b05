using Federation.Model.Outbound;
using Federation.Model.Results;
using Federation.Services.Iam.OidcProviders;
using Federation.Services.Pipeline;
using Federation.Services.Sts;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.UnitTests.Services.House;

/// <summary>A house whose outside world is one issuer of tokens, which is registered and trusted by a role.</summary>
internal sealed class WebWorld : IAsyncDisposable
{
    private WebWorld(TestHouse house, TokenIssuer issuer) => (House, Issuer) = (house, issuer);

    public TestHouse House { get; }

    public TokenIssuer Issuer { get; }

    public string ProviderArn { get; private set; } = "";

    public string RoleArn { get; private set; } = "";

    public static async Task<WebWorld> OpenAsync(string url = "https://idp.example.net/realm", string condition = "", IReadOnlyList<string>? thumbprints = null, int? maxSession = null)
    {
        var issuer = new TokenIssuer { Url = url };
        var world = new WebWorld(await TestHouse.OpenAsync(services => services.AddSingleton<IOutboundHttp>(issuer)), issuer);
        var made = await world.House.DoAsync<CreateOpenIDConnectProviderResponse>("iam", "CreateOpenIDConnectProvider", new CreateOpenIDConnectProviderRequest
        {
            Url = url,
            ClientIDList = [TokenIssuer.Audience, "client"],
            ThumbprintList = thumbprints,
        });
        world.ProviderArn = made.OpenIDConnectProviderArn!;
        var trust = SamlWorld.Trusts(world.ProviderArn, "sts:AssumeRoleWithWebIdentity", condition);
        world.RoleArn = (await world.House.RoleAsync(world.House.Root, "workload", trust, maxSession)).Arn!;
        return world;
    }

    /// <summary>A good token; a change destroys one thing.</summary>
    public string Token(Action<System.Text.Json.Nodes.JsonObject>? change = null, string algorithm = "RS256", string? kid = "rsa")
    {
        var claims = Issuer.Claims(House.Time.GetUtcNow());
        change?.Invoke(claims);
        return Issuer.Sign(claims, algorithm, kid);
    }

    public AssumeRoleWithWebIdentityRequest Request(string token) => new() { RoleArn = RoleArn, RoleSessionName = "build-7", WebIdentityToken = token };

    public Task<AssumeRoleWithWebIdentityResponse> AssumeAsync(string token) => AssumeAsync(Request(token));

    public Task<AssumeRoleWithWebIdentityResponse> AssumeAsync(AssumeRoleWithWebIdentityRequest request) =>
        House.DoAsync<AssumeRoleWithWebIdentityResponse>("sts", "AssumeRoleWithWebIdentity", request, Caller.Anonymous);

    public Task<AwsError> RefusedAsync(string token) => RefusedAsync(Request(token));

    public async Task<AwsError> RefusedAsync(AssumeRoleWithWebIdentityRequest request) =>
        (await House.CallAsync("sts", "AssumeRoleWithWebIdentity", request, Caller.Anonymous)).Error.ShouldNotBeNull();

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
