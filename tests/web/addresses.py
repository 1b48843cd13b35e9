"""An example of every address that holds a parameter, in the example programme: for the tests that visit all pages."""
