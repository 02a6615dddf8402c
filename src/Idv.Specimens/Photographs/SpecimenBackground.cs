namespace Idv.Specimens;

/// <summary>What lies under a photographed document.</summary>
public enum SpecimenBackground
{
    /// <summary>A wooden table: many edges.</summary>
    Table,

    /// <summary>A dark blue cloth.</summary>
    Cloth,

    /// <summary>A pale desk, hardly darker than the paper: the document's edge is faint.</summary>
    Desk,
}
