# What CI runs.
ready:
    .ci/run

# The example's plan.
example:
    cargo run --release -q -p groundplan-cli -- plan FEAT-016 --repo examples/model-catalog

# Drafted code against the real tools of every stack (installs them).
test-stacks:
    bash scripts/test-stacks.sh
