using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Syndication.Storage;

namespace Syndication.Hosting.Protection;

/// <summary>A DataProtection ring in a service's store, so that all its processes read what each other protects.</summary>
internal sealed class RingStore(IDocumentStore store) : IXmlRepository
{
    /// <summary>A key lasts 90 days: this is a lifetime of them.</summary>
    private const int Most = 1_000;

    private readonly IDocumentCollection<RingElement> _elements = store.Collection(RingElement.Collection);

    // DataProtection asks synchronously, at start and once a day.
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. Task.Run(() => _elements.QueryAsync(new Query<RingElement>("id").Take(Most))).GetAwaiter().GetResult().Items.Select(element => XElement.Parse(element.Xml))];

    public void StoreElement(XElement element, string friendlyName) => Task.Run(() => StoreAsync(element, friendlyName)).GetAwaiter().GetResult();

    /// <summary>
    /// Replicas that start together would make a first key each, and not read what each other protects for a day: the first one's
    /// counts, and the others, which read again after storing, find that one.
    /// </summary>
    private async Task StoreAsync(XElement element, string friendlyName)
    {
        var xml = element.ToString(SaveOptions.DisableFormatting);
        if (GetAllElements().Count == 0)
        {
            await _elements.InsertAsync(new RingElement("first", xml));
        }
        else
        {
            await _elements.UpsertAsync(new RingElement(friendlyName, xml));
        }
    }

    private sealed record RingElement(string Id, string Xml)
    {
        public static CollectionDefinition<RingElement> Collection { get; } = new("ring", element => element.Id);
    }
}
