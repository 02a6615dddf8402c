using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Idv.Host.Serving;
using Idv.Host.Settings;
using Idv.Specimens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Idv.Tests.Facades;

/// <summary>The real host with the real models, two tenants, and the sample pictures; one for all tests of a project.</summary>
public sealed class FacadeAppliance : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("idv-facade-").FullName;
    private WebApplication? _app;

    /// <summary>Where the appliance listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>A client without credentials.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>What the appliance's webhooks arrive at.</summary>
    public WebhookReceiver Receiver { get; } = new();

    /// <summary>The services of the appliance.</summary>
    public IServiceProvider Services => _app!.Services;

    public async ValueTask InitializeAsync()
    {
        var samples = Path.Combine(_folder, "samples");
        SampleSet.Write(samples, Path.Combine(SharedTestData.RepositoryRoot, "models", "node_modules"));
        await Receiver.StartAsync();
        var settings = new ApplianceSettings
        {
            Storage = new StorageSettings { Path = Path.Combine(_folder, "data") },
            Server = new ServerSettings { Bans = new BanSettings { Offences = 0 } },
            Webhooks = new WebhookSettings { AllowedTargets = ["127.0.0.1"], RetryDelays = [TimeSpan.FromMilliseconds(200)] },
            Engine = new EngineSettings { TimeLimit = TimeSpan.FromMinutes(3) },
            Facades = new FacadesSettings { Uqudo = new UqudoFacadeSettings { FaceSessionLifetime = TimeSpan.FromSeconds(20) } },
            Tenants =
            [
                Tenant("test", permissions: null),
                Tenant("other", permissions: null),
                Tenant("restricted", permissions: ["face:match"]),
            ],
        };
        _app = await Appliance.BuildAsync(settings, ["http://127.0.0.1:0"]);
        await Appliance.StartAsync(_app);
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(4) };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();

        // Stopped first: what runs beside the requests writes until it is told to end.
        await _app!.StopAsync();
        await _app.DisposeAsync();
        await Receiver.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A sample picture.</summary>
    public byte[] Sample(string name) => File.ReadAllBytes(Path.Combine(_folder, "samples", name));

    /// <summary>Sends a request.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request);
    }

    /// <summary>A JSON body.</summary>
    public static HttpContent Json(object body) => JsonContent.Create(body);

    /// <summary>A body of any text and media type.</summary>
    public static HttpContent Text(string body, string mediaType = "application/json") => new StringContent(body, Encoding.UTF8, mediaType);

    /// <summary>A form with files, each with a media type or none, and texts.</summary>
    public static MultipartFormDataContent Form((string Field, byte[] Bytes, string? MediaType)[] files, params (string Field, string Text)[] texts)
    {
        var form = new MultipartFormDataContent();
        foreach (var (field, bytes, mediaType) in files)
        {
            var part = new ByteArrayContent(bytes);
            if (mediaType is not null)
            {
                part.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue(mediaType);
            }

            form.Add(part, field, field);
        }

        foreach (var (field, text) in texts)
        {
            form.Add(new StringContent(text), field);
        }

        return form;
    }

    /// <summary>Reads an answer as JSON after asserting its status.</summary>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"Expected {expected} but got {response.StatusCode}: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>Verifies somebody through our own API.</summary>
    public async Task<JsonElement> VerifyAsync(string tenant, string front, string selfie, string? externalUserId = null)
    {
        using var form = Form(
            [("front", Sample(front), "image/jpeg"), ("selfie", Sample(selfie), "image/jpeg")],
            externalUserId is null ? [] : [("externalUserId", externalUserId)]);
        return await ReadAsync(await SendAsync(HttpMethod.Post, "/v1/verifications", form, ("Authorization", $"Bearer {tenant}-api-key")), HttpStatusCode.OK);
    }

    /// <summary>Two faces of comparable size in one picture.</summary>
    public byte[] TwoFaces()
    {
        using var left = Imaging.ImageDecoder.Decode(Sample("selfie.jpg"));
        using var right = Imaging.ImageDecoder.Decode(Sample("impostor.jpg"));
        using var second = Imaging.ImageTransform.Resize(right.Image!, left.Image!.Width, left.Image.Height);
        using var both = Imaging.Image.Rent(left.Image.Width * 2, left.Image.Height, left.Image.Format);
        for (var y = 0; y < both.Height; y++)
        {
            left.Image.Row(y).CopyTo(both.Row(y));
            second.Row(y).CopyTo(both.Row(y)[left.Image.Row(y).Length..]);
        }

        return Imaging.ImageEncoder.EncodeJpeg(both);
    }

    /// <summary>A picture without a face.</summary>
    public byte[] NoFace()
    {
        using var decoded = Imaging.ImageDecoder.Decode(Sample("visa.jpg"));
        using var corner = Imaging.ImageTransform.Crop(decoded.Image!, 0, 0, 200, 200);
        return Imaging.ImageEncoder.EncodePng(corner);
    }

    /// <summary>A sample picture with bytes after its end until it has a given length.</summary>
    public byte[] Padded(string name, int length)
    {
        var bytes = Sample(name);
        Array.Resize(ref bytes, length);
        return bytes;
    }

    private TenantSettings Tenant(string id, string[]? permissions) => new()
    {
        Id = id,
        ApiKeys = [$"{id}-api-key"],
        Permissions = permissions,
        Uqudo = new UqudoTenantSettings { ClientId = $"{id}-client", ClientSecret = $"{id}-secret" },
        IncodeId = new IncodeIdTenantSettings
        {
            ApiKey = $"{id}-incode-key",
            VerificationWebhookUrl = $"{Receiver.Address}{id}/verification",
            AuthenticationWebhookUrl = $"{Receiver.Address}{id}/authentication",
        },
    };
}

/// <summary>Tests that share the appliance.</summary>
[CollectionDefinition(Name)]
public sealed class FacadeCollection : ICollectionFixture<FacadeAppliance>
{
    public const string Name = "facade";
}
