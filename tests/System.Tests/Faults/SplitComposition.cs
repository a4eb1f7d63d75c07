namespace Syndication.System.Tests.Faults;

/// <summary>Separate services and a broker that is theirs alone, to be harmed.</summary>
internal sealed class SplitComposition : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Broker Broker { get; } = new();

    public Newsroom Newsroom { get; private set; } = null!;

    public static async Task<SplitComposition> StartAsync(int replicas, string? except = null, Action<Newsroom>? configure = null)
    {
        Assert.SkipUnless(Broker.IsInstalled, Broker.Missing);
        Assert.SkipUnless(Gateway.IsInstalled, Gateway.Missing);
        var composition = new SplitComposition();
        await composition.Broker.StartAsync();
        composition.Newsroom = new Newsroom(composition._folder["data"], composition.Broker.Uri, replicas);
        configure?.Invoke(composition.Newsroom);
        await composition.Newsroom.StartAsync(except);
        return composition;
    }

    public async ValueTask DisposeAsync()
    {
        await Newsroom.DisposeAsync();
        await Broker.DisposeAsync();
        _folder.Dispose();
    }
}
