using System.Xml.Linq;

namespace Federation.Demo.IdentityProvider.Protocol;

/// <summary>A service provider that was given an assertion in a session, and the NameID that it knows the person by.</summary>
internal sealed record SessionParticipant(string EntityId, XElement NameId);
