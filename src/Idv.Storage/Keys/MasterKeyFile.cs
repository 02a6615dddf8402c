using System.Security.Cryptography;
using System.Text.Json;

namespace Idv.Storage.Keys;

/// <summary>The master key that the data needs is not there, or is another; the message names the key's id.</summary>
/// <param name="keyId">The id of the key that is needed.</param>
/// <param name="message">What is wrong and what to do.</param>
public sealed class MasterKeyException(string keyId, string message) : Exception(message)
{
    /// <summary>The id of the key that is needed.</summary>
    public string KeyId { get; } = keyId;
}

/// <summary>
/// The file with the master keys, from which every other key is unlocked: JSON with the id of the active key and all keys (256 bits, base64). Readable by
/// its owner only. Losing it loses all data; it belongs into a backup of its own, apart from the data's.
/// </summary>
internal sealed class MasterKeyFile
{
    private readonly string _path;
    private Content _content;

    private MasterKeyFile(string path, Content content)
    {
        _path = path;
        _content = content;
    }

    public string ActiveId => _content.Active;

    public static MasterKeyFile Open(string path)
    {
        Content? content;
        try
        {
            content = JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path));
        }
        catch (JsonException)
        {
            content = null;
        }

        var isSound = content is { Keys.Count: > 0 } && content.Keys.ContainsKey(content.Active) && content.Keys.Values.All(key => key.Length == 32);
        return isSound ? new MasterKeyFile(path, content!) : throw new InvalidDataException($"The master key file {path} is not one, or is damaged.");
    }

    public static MasterKeyFile Create(string path)
    {
        var file = new MasterKeyFile(path, new Content("", []));
        file.AddKey();
        return file;
    }

    /// <summary>The key of an id, or null.</summary>
    public byte[]? Find(string id) => _content.Keys.GetValueOrDefault(id);

    /// <summary>Reads the file again.</summary>
    public void Reload() => _content = Open(_path)._content;

    /// <summary>Adds a key and makes it the active one. The old ones stay until everything is wrapped anew.</summary>
    public void AddKey()
    {
        var id = Guid.CreateVersion7().ToString("N");
        Write(new Content(id, new Dictionary<string, byte[]>(_content.Keys) { [id] = RandomNumberGenerator.GetBytes(32) }));
    }

    /// <summary>Forgets every key but the active one.</summary>
    public void DropOldKeys() => Write(new Content(ActiveId, new Dictionary<string, byte[]> { [ActiveId] = _content.Keys[ActiveId] }));

    private void Write(Content content)
    {
        // Written beside and renamed, so that a crash leaves the old file or the new one and never half of one.
        var temporary = _path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(stream, content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, _path, overwrite: true);
        _content = content;
    }

    private sealed record Content(string Active, Dictionary<string, byte[]> Keys);
}
