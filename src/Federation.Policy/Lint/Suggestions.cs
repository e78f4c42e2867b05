namespace Federation.Policy.Lint;

/// <summary>The codes of type Suggestion.</summary>
internal static class Suggestions
{
    public static readonly FindingKind[] All =
    [
        new("EMPTY_ARRAY_ACTION", FindingType.Suggestion, "A list of actions is empty: as Action it matches nothing, as NotAction everything.", "Add actions or remove the statement."),
        new("EMPTY_ARRAY_RESOURCE", FindingType.Suggestion, "A list of resources is empty: as Resource it matches nothing, as NotResource everything.", "Add resources or remove the statement."),
        new("EMPTY_OBJECT_PRINCIPAL", FindingType.Suggestion, "No principal is named.", "Add one or remove the statement."),
        new("EMPTY_ARRAY_PRINCIPAL", FindingType.Suggestion, "A list of principals is empty.", "Add principals or remove the list."),
        new("EMPTY_OBJECT_CONDITION", FindingType.Suggestion, "A condition holds nothing and limits nothing.", "Remove it."),
        new("EMPTY_ARRAY_CONDITION", FindingType.Suggestion, "A key is compared with no value: the condition fails, or with a negated operator holds.", "Add values or remove the key."),
        new("EMPTY_ARRAY_CONDITION_FORALLVALUES", FindingType.Suggestion, "ForAllValues with no value holds only when the key is missing.", "Use Null instead."),
        new("EMPTY_ARRAY_CONDITION_FORANYVALUE", FindingType.Suggestion, "ForAnyValue with no value never holds.", "Add values or remove the key."),
        new("EMPTY_ARRAY_CONDITION_IFEXISTS", FindingType.Suggestion, "IfExists with no value holds only when the key is missing.", "Use Null instead."),
        new("EMPTY_SID_VALUE", FindingType.Suggestion, "A Sid is empty.", "Give it a name or remove it."),
        new("IMPROVE_IP_RANGE", FindingType.Suggestion, "An address range has bits set behind its prefix length.", "Write the first address of the range."),
        new("NULL_WITH_QUALIFIER", FindingType.Suggestion, "A set qualifier changes nothing about Null.", "Remove it."),
        new("PRIVATE_IP_ADDRESS_SUBSET", FindingType.Suggestion, "Some of the addresses compared with aws:SourceIp are private and never match.", "Remove them, or use aws:VpcSourceIp."),
        new("PRIVATE_NOT_IP_ADDRESS_SUBSET", FindingType.Suggestion, "Some of the addresses compared with aws:SourceIp are private and exclude nothing.", "Remove them, or use aws:VpcSourceIp."),
        new("REDUNDANT_ACTION", FindingType.Suggestion, "An action is covered by another of the same list.", "Remove it."),
        new("REDUNDANT_RESOURCE", FindingType.Suggestion, "A resource is covered by another of the same list.", "Remove it."),
        new("REDUNDANT_CONDITION_VALUE_NUM", FindingType.Suggestion, "Of several values of a number comparison only the widest counts.", "Keep that one."),
        new("REDUNDANT_STATEMENT", FindingType.Suggestion, "Two statements say the same.", "Remove one."),
        new("REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY", FindingType.Suggestion, "A principal is named although its account is trusted as a whole. The two are not quite the same: the direct grant needs no identity policy.", "Keep the one that you mean."),
        new("IRRELEVANT_CONDITION_KEY_IN_POLICY", FindingType.Suggestion, "A policy of a resource asks who owns the resource. That is always the same account.", "Use the key in identity or service control policies, and remove it here."),
        new("CONFIRM_AUDIENCE_CLAIM_TYPE", FindingType.Suggestion, "The audience of a token is compared with a set qualifier, as if it were a list.", "Keep it where the provider sends a list; else remove the qualifier."),
        new("WILDCARD_IN_SERVICE_NAME", FindingType.Suggestion, "The service prefix of an action holds a wildcard.", "Name the service."),
    ];
}
