/*
grain: one encounter
key:   encounter_id
*/
select
    encounter_id,
    patient_class
from landed_fhir_encounter
