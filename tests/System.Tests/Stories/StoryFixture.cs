namespace Syndication.System.Tests.Stories;

/// <summary>One newsroom for the stories of a class; each story brings releases of its own.</summary>
public sealed class StoryFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal Newsroom Newsroom { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Newsroom = await new Newsroom(_folder["data"]).StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Newsroom.DisposeAsync();
        _folder.Dispose();
    }
}
