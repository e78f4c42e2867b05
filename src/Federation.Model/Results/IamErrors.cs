namespace Federation.Model.Results;

/// <summary>IAM's modelled errors (API version 2010-05-08): code on the wire and HTTP status.</summary>
public static class IamErrors
{
    /// <summary>404: the entity is not there.</summary>
    public static AwsError NoSuchEntity(string message) => new("NoSuchEntity", 404, message);

    /// <summary>409: the name is taken.</summary>
    public static AwsError EntityAlreadyExists(string message) => new("EntityAlreadyExists", 409, message);

    /// <summary>409: something still hangs on the entity.</summary>
    public static AwsError DeleteConflict(string message) => new("DeleteConflict", 409, message);

    /// <summary>409: a quota is reached.</summary>
    public static AwsError LimitExceeded(string message) => new("LimitExceeded", 409, message);

    /// <summary>409: another write came in between.</summary>
    public static AwsError ConcurrentModification(string message) => new("ConcurrentModification", 409, message);

    /// <summary>409 in the words AWS uses where another write came in between.</summary>
    public static AwsError ConcurrentChange() =>
        ConcurrentModification("The request was rejected because multiple requests to change this object were submitted simultaneously.");

    /// <summary>409: the user or group was renamed or made a moment ago.</summary>
    public static AwsError EntityTemporarilyUnmodifiable(string message) => new("EntityTemporarilyUnmodifiable", 409, message);

    /// <summary>400: the policy is for one service's roles only.</summary>
    public static AwsError PolicyNotAttachable(string message) => new("PolicyNotAttachable", 400, message);

    /// <summary>400: the new password does not follow the account's password policy.</summary>
    public static AwsError PasswordPolicyViolation(string message) => new("PasswordPolicyViolation", 400, message);

    /// <summary>400: the operation is for another kind of principal.</summary>
    public static AwsError InvalidUserType(string message) => new("InvalidUserType", 400, message);

    /// <summary>403: the codes of the MFA device are wrong, used or too far off.</summary>
    public static AwsError InvalidAuthenticationCode(string message) => new("InvalidAuthenticationCode", 403, message);

    /// <summary>410: no credential report was made yet.</summary>
    public static AwsError ReportNotPresent(string message) => new("ReportNotPresent", 410, message);

    /// <summary>410: the credential report is older than four hours.</summary>
    public static AwsError ReportExpired(string message) => new("ReportExpired", 410, message);

    /// <summary>404: the credential report is being made.</summary>
    public static AwsError ReportInProgress(string message) => new("ReportInProgress", 404, message);

    /// <summary>500: the simulator cannot evaluate a policy.</summary>
    public static AwsError PolicyEvaluation(string message) => new("PolicyEvaluation", 500, message);

    /// <summary>409: outbound identity federation is on already.</summary>
    public static AwsError FeatureEnabled(string message) => new("FeatureEnabled", 409, message);

    /// <summary>404: outbound identity federation is off.</summary>
    public static AwsError FeatureDisabled(string message) => new("FeatureDisabled", 404, message);

    /// <summary>400: a value that IAM cannot use.</summary>
    public static AwsError InvalidInput(string message) => new("InvalidInput", 400, message);

    /// <summary>400: the policy document is not one.</summary>
    public static AwsError MalformedPolicyDocument(string message) => new("MalformedPolicyDocument", 400, message);

    /// <summary>400: AWS's own entity.</summary>
    public static AwsError UnmodifiableEntity(string message) => new("UnmodifiableEntity", 400, message);

    /// <summary>404 in the words AWS uses for a role, user or group.</summary>
    /// <param name="kind">"role", "user", "group" or "instance profile".</param>
    /// <param name="name">The name that was asked for.</param>
    public static AwsError NotFound(string kind, string name) => NoSuchEntity($"The {kind} with name {name} cannot be found.");
}
