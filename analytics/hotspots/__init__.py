"""Reports about the same matter at the same place become one issue, the hottest first."""
