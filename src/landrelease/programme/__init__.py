"""The joint programme: partners, units, training, accreditation, the gate, tasks and handover."""
