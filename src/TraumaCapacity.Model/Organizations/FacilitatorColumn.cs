namespace TraumaCapacity.Model.Organizations;

/// <summary>A column of a file of facilitators.</summary>
public enum FacilitatorColumn
{
    OrganizationCode,
    Name,
    Email,
    Role,
    From,
}
