using Federation.Model.Results;

namespace Federation.Services.Iam.Aliases;

/// <summary>What the alias operations share.</summary>
internal static class AliasRules
{
    internal const string Pattern = "[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]";

    internal static AwsError Taken(string alias) => IamErrors.EntityAlreadyExists($"The account alias {alias} already exists.");

    internal static AwsError NotFound(string alias) => IamErrors.NotFound("account alias", alias);
}
