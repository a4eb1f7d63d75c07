using System.Text.Json.Nodes;

namespace Syndication.Deploy.Tests;

/// <summary>What holds for every object of deploy/k8s.</summary>
public sealed class KubernetesTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public void Every_service_has_all_that_a_service_needs()
    {
        cluster.SkipWithoutKubectl();
        foreach (var service in Services.Names)
        {
            var deployment = cluster.One("Deployment", service);
            Assert.True(deployment.At("spec/replicas")!.GetValue<int>() >= 2, $"{service} runs once");
            Assert.Equal(service, deployment.Text("spec/template/spec/serviceAccountName"));
            cluster.One("ServiceAccount", service);
            cluster.One("Service", service);
            cluster.One("NetworkPolicy", service);
            Assert.Equal("1", cluster.One("PodDisruptionBudget", service).Text("spec/minAvailable"));
            Assert.Equal("kubernetes.io/hostname", deployment.Text("spec/template/spec/topologySpreadConstraints/0/topologyKey"));

            var container = deployment.At("spec/template/spec/containers/0");
            Assert.StartsWith($"syndication/{service}:", container.Text("image"), StringComparison.Ordinal);
            Assert.Equal("/health/live", container.Text("livenessProbe/httpGet/path"));
            Assert.Equal("/health/ready", container.Text("readinessProbe/httpGet/path"));
            Assert.NotNull(container.At("startupProbe/httpGet"));
        }
    }

    [Fact]
    public void Nothing_is_there_that_is_no_service()
    {
        cluster.SkipWithoutKubectl();
        Assert.Equal(Services.Names.Order(), cluster.Of("Deployment").Select(item => item.Text("metadata/name")!).Order());
        Assert.Equal(["mongodb", "rabbitmq"], cluster.Of("StatefulSet").Select(item => item.Text("metadata/name")!).Order());
    }

    [Fact]
    public void Every_container_keeps_the_restricted_profile()
    {
        cluster.SkipWithoutKubectl();
        Assert.Equal("restricted", cluster.One("Namespace", "syndication").At("metadata/labels")!["pod-security.kubernetes.io/enforce"]?.ToString());
        foreach (var workload in cluster.Workloads)
        {
            var pod = workload.At("spec/template/spec")!;
            var name = workload.Text("metadata/name")!;
            Assert.True(pod.At("securityContext/runAsNonRoot")?.GetValue<bool>(), name);
            Assert.NotEqual(0, pod.At("securityContext/runAsUser")!.GetValue<int>());
            Assert.Equal("RuntimeDefault", pod.Text("securityContext/seccompProfile/type"));
            Assert.False(pod.At("automountServiceAccountToken")!.GetValue<bool>(), name);
            Assert.DoesNotContain(pod.Items("volumes"), volume => volume["hostPath"] is not null);
            Assert.All(["hostNetwork", "hostPID", "hostIPC"], host => Assert.Null(pod[host]));
            Assert.All(pod.Items("containers").Concat(pod.Items("initContainers")), container =>
            {
                Assert.False(container.At("securityContext/allowPrivilegeEscalation")?.GetValue<bool>(), name);
                Assert.True(container.At("securityContext/readOnlyRootFilesystem")?.GetValue<bool>(), name);
                Assert.Equal(["ALL"], container.Items("securityContext/capabilities/drop").Select(item => item.ToString()));
                Assert.Null(container.At("securityContext/capabilities/add"));
                Assert.All(["requests/cpu", "requests/memory", "limits/cpu", "limits/memory"], path => Assert.NotNull(container.At($"resources/{path}")));
                Assert.All(["startupProbe", "readinessProbe", "livenessProbe"], probe => Assert.NotNull(container[probe]));
                Assert.Contains(container.Items("volumeMounts"), mount => mount.Text("mountPath") == "/tmp");
                Assert.Matches(@":[0-9]+\.[0-9]+\.[0-9]+$", container.Text("image"));
            });
        }
    }

    [Fact]
    public void A_process_has_the_time_that_it_takes_to_finish()
    {
        cluster.SkipWithoutKubectl();
        Assert.All(cluster.Of("Deployment"), deployment =>
        {
            var leaves = deployment.At("spec/template/spec/containers/0/lifecycle/preStop/sleep/seconds")!.GetValue<int>();
            Assert.True(deployment.At("spec/template/spec/terminationGracePeriodSeconds")!.GetValue<int>() > leaves + 25);
        });
    }

    [Fact]
    public void Selectors_select_what_they_mean_and_ports_agree()
    {
        cluster.SkipWithoutKubectl();
        foreach (var service in cluster.Of("Service").Where(service => service.Text("metadata/name") != "nowhere"))
        {
            var workload = Assert.Single(cluster.Workloads, workload => Selects(service.At("spec/selector"), workload));
            Assert.Equal(service.Text("metadata/name"), workload.Text("metadata/name"));
            var ports = workload.Items("spec/template/spec/containers").SelectMany(container => container.Items("ports")).ToList();
            Assert.All(service.Items("spec/ports"), port =>
                Assert.Contains(ports, offered => offered.Text("name") == port.Text("targetPort") && offered.Text("containerPort") == port.Text("port")));
        }

        Assert.Null(cluster.One("Service", "nowhere").At("spec/selector"));
        foreach (var budget in cluster.Of("PodDisruptionBudget"))
        {
            var workload = Assert.Single(cluster.Workloads, workload => Selects(budget.At("spec/selector/matchLabels"), workload));
            Assert.Equal(budget.Text("metadata/name"), workload.Text("metadata/name"));
        }
    }

    [Fact]
    public void What_pods_mount_and_read_exists()
    {
        cluster.SkipWithoutKubectl();
        var secrets = cluster.Of("Secret").ToDictionary(item => item.Text("metadata/name")!);
        var maps = cluster.Of("ConfigMap").ToDictionary(item => item.Text("metadata/name")!);
        foreach (var pod in cluster.Workloads.Select(workload => workload.At("spec/template/spec")!))
        {
            var volumes = pod.Items("volumes").Select(volume => volume.Text("name")).Append("data").ToHashSet();
            Assert.All(pod.Items("containers").SelectMany(container => container.Items("volumeMounts")), mount => Assert.Contains(mount.Text("name"), volumes));
            Assert.All(pod.Items("containers").SelectMany(container => container.Items("envFrom")), from => Assert.Contains(from.Text("configMapRef/name")!, maps.Keys));
            foreach (var source in pod.Items("volumes").SelectMany(volume => volume.Items("projected/sources").Append(volume)))
            {
                Assert.All(source.Items("secret/items"), item => Assert.NotNull(secrets[source.Text("secret/name")!].At("data")![item.Text("key")!]));
                Assert.All(source.Items("configMap/items"), item => Assert.NotNull(maps[source.Text("configMap/name")!].At("data")![item.Text("key")!]));
                Assert.True(source.Text("secret/name") is not { } projected || secrets.ContainsKey(projected));
                Assert.True(source.Text("secret/secretName") is not { } secret || secrets.ContainsKey(secret));
            }
        }
    }

    [Fact]
    public void Services_are_told_of_each_other_by_names_that_answer()
    {
        cluster.SkipWithoutKubectl();
        var settings = Assert.Single(cluster.Of("ConfigMap"), map => map.Text("metadata/name")!.StartsWith("settings-", StringComparison.Ordinal)).At("data")!;

        Assert.All(Services.Split, service => Assert.Equal($"http://{service.ToLowerInvariant()}:8080", settings[$"Services__{service}__Url"]?.ToString()));
        Assert.Equal("RabbitMq", settings["Bus__Transport"]?.ToString());
        Assert.Equal("MongoDb", settings["Storage__Provider"]?.ToString());
    }

    [Fact]
    public void Services_see_the_secrets_that_are_theirs_and_no_others()
    {
        cluster.SkipWithoutKubectl();
        string[] all = ["Bus__RabbitMq__Uri", "Keys__Internal", "Storage__MongoDb__Uri"];
        foreach (var deployment in cluster.Of("Deployment"))
        {
            var volume = Assert.Single(deployment.Items("spec/template/spec/volumes"), volume => volume.Text("name") == "secrets");
            var names = volume.Items("projected/sources").Select(source => source.Text("secret/name")).Append(volume.Text("secret/secretName")).OfType<string>();
            var seen = names.SelectMany(name => cluster.One("Secret", name).Members("data")).Select(secret => secret.Key).Order();
            string[] own = deployment.Text("metadata/name") switch
            {
                "newsroom" => ["Keys__Administrator", "Keys__Ring"],
                "digest" => ["Keys__Links", "Keys__Suppression"],
                "webhooks" => ["Keys__Ring"],
                _ => [],
            };
            Assert.Equal(all.Concat(own).Order(), seen);
        }
    }

    [Fact]
    public void The_base_holds_no_secret()
    {
        cluster.SkipWithoutKubectl();
        Assert.DoesNotContain(cluster.Base, item => item.Text("kind") == "Secret");
    }

    private static bool Selects(JsonNode? labels, JsonNode workload)
    {
        var offered = workload.At("spec/template/metadata/labels")!;
        return labels is JsonObject wanted && wanted.Count > 0 && wanted.All(label => offered[label.Key]?.ToString() == label.Value?.ToString());
    }
}
