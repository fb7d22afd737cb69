"""What a plan is made of: who does a step, its order, and templates to begin with."""
