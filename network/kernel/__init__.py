"""The ground floor: values that every other floor may use."""
