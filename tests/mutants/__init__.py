"""Mutation testing of the rules and of every room's acts: ``make mutants``; docs/decisions/0018-mutation-testing.md."""
