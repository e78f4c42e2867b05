using Federation.Demo.IdentityProvider;

namespace Federation.Demo;

/// <summary>The three people of the demo, before and after the gateway's accounts are known.</summary>
internal static class Cast
{
    public static readonly Person Alice = new("alice", "demo-alice", "Alice Archer", [new("groups", "staff", "administrators")]);
    public static readonly Person Bob = new("bob", "demo-bob", "Bob Builder", [new("groups", "staff", "developers")]);
    public static readonly Person Carol = new("carol", "demo-carol", "Carol Carter", [new("groups", "staff")]);

    public static IReadOnlyList<(Person Person, string Description)> All =>
    [
        (Alice, "administrator of the organization"),
        (Bob, "developer, with two roles to choose from"),
        (Carol, "no role: signed in, and told why there is none"),
    ];

    public static PersonDirectory Directory()
    {
        var directory = new PersonDirectory();
        foreach (var (person, _) in All)
        {
            directory.Put(person);
        }

        return directory;
    }
}
