using System.Collections.Concurrent;
using Syndication.Hosting.Keys;

namespace Syndication.Hosting.Tests.Keys;

public sealed class SecretFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_those_who_start_together_one_makes_it_and_all_read_the_same()
    {
        for (var round = 0; round < 50; round++)
        {
            var path = _folder[$"{round}.key"];
            var kept = new ConcurrentBag<(string Text, bool IsNew)>();

            Parallel.For(0, 8, i => kept.Add(SecretFile.Keep(path, () => $"secret {i}")));

            Assert.Single(kept, one => one.IsNew);
            Assert.Single(kept.Select(one => one.Text).Distinct());
            Assert.Equal(kept.First().Text + "\n", File.ReadAllText(path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        Assert.Equal(50, Directory.GetFiles(_folder.Path).Length);
    }
}
