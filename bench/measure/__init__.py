"""What the rows of bench/ share: throw-away hosts, rounds that alternate, results, a table and a chart. Python 3.8, nothing else."""
