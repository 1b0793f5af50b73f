//! Chores of the repository that are not part of the product.

fn main() {
    println!("usage: cargo xtask <command>");
}
