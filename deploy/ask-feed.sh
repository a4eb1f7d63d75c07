#!/usr/bin/env bash
# Asks the package feed once whether it has all of NuGet, and notes the answer in artifacts/feed.props for every build:
# "full", or "limited" where some packages are missing (docs/decisions/0001-two-package-feeds.md).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
props="$root/artifacts/feed.props"
[ -f "$props" ] && exit 0

mkdir -p "$root/artifacts"
probe=$(mktemp -d)
trap 'rm -rf "$probe"' EXIT
# A warning is an error: a feed that gives other versions than those asked for (NU1603) is not the full one.
cat > "$probe/probe.csproj" << PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <NuGetAudit>false</NuGetAudit>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="MongoDB.Driver" />
    <PackageReference Include="OpenTelemetry.Extensions.Hosting" />
    <PackageReference Include="MassTransit.RabbitMQ" />
    <PackageReference Include="Testcontainers.RabbitMq" />
  </ItemGroup>
</Project>
PROJECT

if timeout 120 dotnet restore "$probe/probe.csproj" "-p:DirectoryPackagesPropsPath=$root/Directory.Packages.props" --nologo --verbosity quiet > /dev/null 2>&1; then feed=full; else feed=limited; fi
cat > "$props" << PROPS
<Project>
  <PropertyGroup>
    <PackageFeed Condition="'\$(PackageFeed)' == ''">$feed</PackageFeed>
  </PropertyGroup>
</Project>
PROPS
echo "The package feed is $feed." >&2
