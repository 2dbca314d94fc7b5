#pragma once

namespace sluis::scan {

/// Starts the program anew, in its own place, with each library's symbols bound at once and memory in large pages. A
/// child is forked for each message: what is bound lazily would be bound again in every one, and each page table and
/// each page that a child writes to is copied for it. Returns when that was done already, or cannot be.
/// To be called first in main(), before a file is opened.
void start_bound(char** arguments);

/// Fills what is free between the things that warm-up left in memory, for good, so that a child's own things stand on
/// pages of its own instead of on copies of the template's. To be called once, after warm-up. Does nothing with an
/// allocator that is not glibc's.
void fill_holes();

/// What a child frees stays its own until it ends, large blocks too: reading a document takes and frees as much again
/// for each page, and a page of memory that went back to the system costs more than all that is done on it. The bound
/// on a child's memory holds all the same, and what is kept counts in it. To be called once, after fill_holes().
void keep_freed();

}  // namespace sluis::scan
