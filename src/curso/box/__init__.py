"""What runs inside the sandbox, beside the student's code: it knows no answers and keeps no secrets."""
