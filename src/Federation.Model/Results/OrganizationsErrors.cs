namespace Federation.Model.Results;

/// <summary>Organizations' modelled errors (API version 2016-11-28). JSON 1.1: every sender fault is HTTP 400.</summary>
public static class OrganizationsErrors
{
    /// <summary>The account belongs to no organization.</summary>
    public static AwsError NotInUse() => new("AWSOrganizationsNotInUseException", 400, "Your account is not a member of an organization.");

    /// <summary>The account is in an organization already.</summary>
    public static AwsError AlreadyInOrganization() => new("AlreadyInOrganizationException", 400, "The provided account is already a member of an organization.");

    /// <summary>No account of that id in the organization.</summary>
    public static AwsError AccountNotFound() => new("AccountNotFoundException", 400, "You specified an account that doesn't exist.");

    /// <summary>No create-account request of that id.</summary>
    public static AwsError CreateAccountStatusNotFound() => new("CreateAccountStatusNotFoundException", 400, "You specified a create account request that doesn't exist.");

    /// <summary>The caller is not the management account.</summary>
    public static AwsError AccessDenied(string message) => new("AccessDeniedException", 400, message);

    /// <summary>Another write came in between.</summary>
    public static AwsError ConcurrentModification() =>
        new("ConcurrentModificationException", 400, "The target of the operation is currently being modified by a different request. Try again later.");

    /// <summary>A value is wrong; <paramref name="reason"/> is one of the model's InvalidInputExceptionReason values.</summary>
    public static AwsError InvalidInput(string reason, string message) =>
        new("InvalidInputException", 400, message) { Members = new Dictionary<string, string>(StringComparer.Ordinal) { ["Reason"] = reason } };

    /// <summary>A limit is reached; <paramref name="reason"/> is one of the model's ConstraintViolationExceptionReason values.</summary>
    public static AwsError ConstraintViolation(string reason, string message) =>
        new("ConstraintViolationException", 400, message) { Members = new Dictionary<string, string>(StringComparer.Ordinal) { ["Reason"] = reason } };
}
