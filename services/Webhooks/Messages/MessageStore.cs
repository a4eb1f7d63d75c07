using System.Text;
using Syndication.Storage;
using Syndication.Webhooks.Endpoints;

namespace Syndication.Webhooks.Messages;

/// <summary>What is sent, by event; the last ones in memory, as the octets that go over the wire.</summary>
internal sealed class MessageStore([FromKeyedServices(WebhooksModule.ServiceName)] IDocumentStore store)
{
    private const int MostOctets = 32 * 1024 * 1024;

    private readonly IDocumentCollection<Message> _messages = store.Collection(Message.Collection);
    private readonly Dictionary<string, LinkedListNode<Kept>> _kept = [];
    private readonly LinkedList<Kept> _byUse = [];
    private readonly Lock _gate = new();
    private int _octets;

    /// <summary>Stores a message, or finds that it is there: then the one that is there counts.</summary>
    public async Task<Message> AddAsync(Message message, CancellationToken cancellationToken) =>
        await _messages.InsertAsync(message, cancellationToken) ? message : await _messages.GetAsync(message.Id, cancellationToken) ?? message;

    public Task<Message?> FindAsync(string id, CancellationToken cancellationToken) => _messages.GetAsync(id, cancellationToken);

    /// <summary>The octets to send; null where the message is no longer kept.</summary>
    public async Task<byte[]?> BodyAsync(string id, PayloadForm form, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_kept.TryGetValue(id, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                return node.Value.Of(form);
            }
        }

        if (await _messages.GetAsync(id, cancellationToken) is not { } message)
        {
            return null;
        }

        var kept = new Kept(id, Encoding.UTF8.GetBytes(message.Full), Encoding.UTF8.GetBytes(message.Thin));
        Keep(kept);
        return kept.Of(form);
    }

    /// <summary>Forgets messages older than an instant, at most so many; how many there were.</summary>
    public async Task<int> PruneAsync(long before, int limit, CancellationToken cancellationToken)
    {
        var old = await _messages.QueryAsync(new Query<Message>("created").Where(message => message.CreatedAt, Comparison.Less, before).Take(limit), cancellationToken);
        foreach (var message in old.Items)
        {
            await _messages.DeleteAsync(message.Id, cancellationToken: cancellationToken);
        }

        return old.Items.Count;
    }

    private void Keep(Kept kept)
    {
        lock (_gate)
        {
            if (!_kept.TryAdd(kept.Id, new LinkedListNode<Kept>(kept)))
            {
                return;
            }

            _byUse.AddFirst(_kept[kept.Id]);
            _octets += kept.Octets;
            while (_octets > MostOctets && _byUse.Count > 1)
            {
                var last = _byUse.Last!.Value;
                _byUse.RemoveLast();
                _kept.Remove(last.Id);
                _octets -= last.Octets;
            }
        }
    }

    private sealed record Kept(string Id, byte[] Full, byte[] Thin)
    {
        public int Octets => Full.Length + Thin.Length;

        public byte[] Of(PayloadForm form) => form == PayloadForm.Thin ? Thin : Full;
    }
}
