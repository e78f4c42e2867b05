using Federation.Model.Results;
using Federation.Services.Iam.AccessKeys;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;
using Federation.Services.Sts;

namespace Federation.UnitTests.Services.House;

/// <summary>Users with keys of their own, made by the operations, as callers that the door lets in.</summary>
internal static class UserWorld
{
    public static string Allows(string actions, string resource = "*", string condition = "") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{actions}}","Resource":"{{resource}}"{{condition}}}]}""";

    /// <summary>Whatever is allowed, a Deny where a tag <c>state</c> says frozen.</summary>
    public static string DenyTagged(string key, string allowed = "iam:ChangePassword") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{allowed}}","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"{{key}}":"frozen"} } }]}""";

    /// <summary>A user of the caller's account (of root's, by default), with an inline policy where one is given.</summary>
    public static async Task<UserShape> UserAsync(this TestHouse house, string name, string? policy = null, string? path = null, Caller? caller = null)
    {
        var made = await house.DoAsync<UserResponse>("iam", "CreateUser", new CreateUserRequest { UserName = name, Path = path }, caller);
        if (policy is not null)
        {
            await house.DoAsync<Nothing>("iam", "PutUserPolicy", new PutUserPolicyRequest { UserName = name, PolicyName = "own", PolicyDocument = policy }, caller);
        }

        return made.User!;
    }

    /// <summary>The user as a caller, with a key that is made for it.</summary>
    public static async Task<Caller> CallerOfAsync(this TestHouse house, string userName, Caller? caller = null) =>
        await house.CallerAsync(await house.KeyAsync(userName, caller));

    /// <summary>A new key of a user.</summary>
    public static async Task<CredentialsShape> KeyAsync(this TestHouse house, string? userName, Caller? caller = null)
    {
        var key = (await house.DoAsync<CreateAccessKeyResponse>("iam", "CreateAccessKey", new CreateAccessKeyRequest { UserName = userName }, caller)).AccessKey!;
        return new CredentialsShape { AccessKeyId = key.AccessKeyId, SecretAccessKey = key.SecretAccessKey };
    }

    /// <summary>Calls IAM and expects a refusal.</summary>
    public static async Task<AwsError> RefusedAsync(this TestHouse house, string operation, object request, Caller? caller = null) =>
        (await house.CallAsync("iam", operation, request, caller)).Error.ShouldNotBeNull();
}
