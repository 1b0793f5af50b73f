# What CI runs.
ready:
    .ci/run

# The tests alone.
test:
    cargo test --workspace

# The example's plan.
example:
    cargo run --release -q -p groundplan-cli -- plan FEAT-016 --repo examples/model-catalog

# Pages that are made from code.
docs:
    cargo xtask docs

# Drafted code against the real tools of every stack (installs them).
test-stacks *STACKS:
    bash scripts/test-stacks.sh {{STACKS}}
