using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Demo.IdentityProvider;

/// <summary>The people who can sign in. Their attributes may change while the IdP runs: the next assertion carries the new ones.</summary>
internal sealed class PersonDirectory
{
    private readonly ConcurrentDictionary<string, Person> _people = new(StringComparer.Ordinal);

    public IEnumerable<Person> All => _people.Values.OrderBy(person => person.UserName, StringComparer.Ordinal);

    public void Put(Person person) => _people[person.UserName] = person;

    public Person? Find(string userName) => _people.GetValueOrDefault(userName);

    /// <summary>The person with this name and password, or null; the answer does not tell which of the two was wrong.</summary>
    public Person? Authenticate(string userName, string password)
    {
        var person = Find(userName);
        var expected = Encoding.UTF8.GetBytes(person?.Password ?? "");
        var equal = CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(password));
        return equal ? person : null;
    }
}
