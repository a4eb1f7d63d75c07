using System.Text.Json.Nodes;

namespace Syndication.Deploy.Tests;

/// <summary>The objects of deploy/k8s, as <c>kubectl kustomize</c> makes them; once for all tests.</summary>
public sealed class Cluster : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Without secrets.</summary>
    internal IReadOnlyList<JsonNode> Base { get; private set; } = [];

    /// <summary>What an operator would apply.</summary>
    internal IReadOnlyList<JsonNode> Local { get; private set; } = [];

    internal IEnumerable<JsonNode> Workloads => Local.Where(item => item.Text("kind") is "Deployment" or "StatefulSet");

    internal IEnumerable<JsonNode> Of(string kind) => Local.Where(item => item.Text("kind") == kind);

    internal JsonNode One(string kind, string name) => Assert.Single(Of(kind), item => item.Text("metadata/name") == name);

    public async ValueTask InitializeAsync()
    {
        if (!Commands.Exist("kubectl"))
        {
            return;
        }

        // In a copy: an overlay's secrets lie inside it, and those of a person who works here are not ours.
        (await Commands.RunAsync("cp", "-R", Path.Combine(Repository.Root, "deploy/k8s"), _folder["k8s"])).Expected();
        (await Commands.RunAsync("rm", "-rf", _folder["k8s/overlays/local/secrets"])).Expected();
        (await Commands.RunAsync("deploy/make-secrets.sh", _folder["k8s/overlays/local/secrets"])).Expected();
        Base = Yaml.Documents((await Commands.RunAsync("kubectl", "kustomize", _folder["k8s/base"])).Expected());
        Local = Yaml.Documents((await Commands.RunAsync("kubectl", "kustomize", _folder["k8s/overlays/local"])).Expected());
    }

    internal void SkipWithoutKubectl() => Assert.SkipWhen(Local.Count == 0, "Needs kubectl, whose kustomize makes the objects of deploy/k8s.");

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
