namespace Syndication.System.Tests.Stories;

/// <summary>One newsroom for the stories of a class; each story brings releases of its own.</summary>
public abstract class NewsroomFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Newsroom? _newsroom;
    private string? _missing;

    /// <summary>Skips the test where the machine lacks what this newsroom needs.</summary>
    internal Newsroom Newsroom
    {
        get
        {
            Assert.SkipUnless(_missing is null, _missing ?? "");
            return _newsroom!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        _missing = WhatIsMissing();
        if (_missing is null)
        {
            _newsroom = await (await ComposeAsync(_folder["data"])).StartAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_newsroom is not null)
        {
            await _newsroom.DisposeAsync();
        }

        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract string? WhatIsMissing();

    private protected abstract Task<Newsroom> ComposeAsync(string data);
}

/// <summary>All in one process.</summary>
public sealed class StandaloneFixture : NewsroomFixture
{
    private protected override string? WhatIsMissing() => null;

    private protected override Task<Newsroom> ComposeAsync(string data) => Task.FromResult(new Newsroom(data));
}

/// <summary>Each service a process of its own.</summary>
public sealed class SplitFixture(SharedBroker broker) : NewsroomFixture
{
    private protected override string? WhatIsMissing() => SharedBroker.Missing ?? (Gateway.IsInstalled ? null : Gateway.Missing);

    private protected override async Task<Newsroom> ComposeAsync(string data) => new(data, await broker.UriAsync(), replicas: 1);
}

/// <summary>Each service twice, on one store.</summary>
public sealed class ReplicatedFixture(SharedBroker broker) : NewsroomFixture
{
    private protected override string? WhatIsMissing() => SharedBroker.Missing ?? (Gateway.IsInstalled ? null : Gateway.Missing);

    private protected override async Task<Newsroom> ComposeAsync(string data) => new(data, await broker.UriAsync(), replicas: 2);
}

/// <summary>Whatever answers at <c>SYNDICATION_TEST_URL</c>: containers, a cluster.</summary>
public sealed class ElsewhereFixture : NewsroomFixture
{
    private protected override string? WhatIsMissing() =>
        Environment.GetEnvironmentVariable("SYNDICATION_TEST_URL") is null ? "SYNDICATION_TEST_URL names no newsroom that runs elsewhere (and SYNDICATION_TEST_ADMIN_KEY its key)." : null;

    private protected override Task<Newsroom> ComposeAsync(string data) => Task.FromResult(new Newsroom(
        new Uri(Environment.GetEnvironmentVariable("SYNDICATION_TEST_URL")!),
        Environment.GetEnvironmentVariable("SYNDICATION_TEST_ADMIN_KEY") ?? ""));
}
